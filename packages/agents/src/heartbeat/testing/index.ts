export { type Issued, issuedStatements, noteStatements, readsOf, type TableRead } from './issued-statements.ts';
export { leaveWork } from './leave-work.ts';
export { type HistoryWish, writeHistory } from './long-history.ts';
export { type UnaidedRead, unaidedReads } from './unaided-reads.ts';
