export { announceThrough, type Nudge } from './announce.ts';
export { inTransaction, type TransactionOptions, type Tx } from './transaction.ts';
