export { isFromHere } from './loopback.ts';
export { ENTRY_TOKEN, mintEntry } from './mint-entry.ts';
export { spendEntry } from './store.ts';
