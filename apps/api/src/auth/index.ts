export { authenticate, findKeyInForce, unauthenticated } from './authenticate.ts';
export { sessionCookie, tokenOf } from './cookie.ts';
export { ENTRY_TOKEN, isFromHere, mintEntry, spendEntry } from './entry/index.ts';
export { type Caller, hashKey, type KeyRole, keyRoles, mayUse, nobody, type RouteRole } from './key.ts';
export { type KnownKeys, openKnownKeys } from './known-keys.ts';
export { ensureOperatorKey, mintKey } from './mint-key.ts';
export { openSessions, type Sessions } from './sessions.ts';
export { hashesInForce, type ListedKey, listKeys, revokeKeys, rolesInForce } from './store.ts';
