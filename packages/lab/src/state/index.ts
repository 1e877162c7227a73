export { differing, hashOfState } from './hash-of-state.ts';
export type { StateHash, StateRow, TableHash } from './state-row.ts';
export { listState } from './store.ts';
