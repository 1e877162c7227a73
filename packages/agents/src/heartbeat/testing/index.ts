export { type Issued, issuedStatements, readsOf, type TableRead } from './issued-statements.ts';
export { leaveWork } from './leave-work.ts';
export { type HistoryWish, writeHistory } from './long-history.ts';
