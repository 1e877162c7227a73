export { tellChain } from './tell-chain.ts';
export { type AuditChain, auditKinds } from './view.ts';
