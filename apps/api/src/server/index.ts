export { ensureOperatorKey, type KeyRole, mintKey } from '../auth/index.ts';
export type { HostContext } from '../context.ts';
export { type Api, startApi } from './start-api.ts';
