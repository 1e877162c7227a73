export { authenticate, findKeyInForce, unauthenticated } from './authenticate.ts';
export { type Caller, type KeyRole, keyRoles, mayUse, nobody, type RouteRole } from './key.ts';
export { ensureOperatorKey, mintKey } from './mint-key.ts';
export { openSessions, SESSION_COOKIE, type Sessions, tokenOf } from './sessions.ts';
export { type ListedKey, listKeys, revokeKeys } from './store.ts';
