export { sealRecords } from './seal-records.ts';
export { type AuditFault, type AuditFinding, verifySeals } from './verify-seals.ts';
