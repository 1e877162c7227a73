export { type OnceRequest, runOnce } from './run-once.ts';
export { forgetOldKeys } from './store.ts';
