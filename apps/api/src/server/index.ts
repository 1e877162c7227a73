export { ensureOperatorKey, type KeyRole, mintEntry, mintKey } from '../auth/index.ts';
export type { HostContext } from '../host-context.ts';
export { type Api, startApi } from './start-api.ts';
