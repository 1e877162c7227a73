export { ensureOperatorKey, type KeyRole, mintKey } from '../auth/index.ts';
export type { ApiContext } from '../context.ts';
export { type Api, startApi } from './start-api.ts';
