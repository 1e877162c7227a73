export { backUp } from './back-up.ts';
export { backupsIn, newestFirst } from './backup-file.ts';
export { restore } from './restore.ts';
export { upgradeDatabase } from './upgrade-database.ts';
