export { type Log, openLog, silentLog } from './log.ts';
export { type TellTrouble, troubleOf } from './tell-trouble.ts';
