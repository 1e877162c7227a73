export { sealRecords } from './seal-records.ts';
export { findHead } from './store.ts';
export { type AuditFault, type AuditFinding, verifySeals } from './verify-seals.ts';
