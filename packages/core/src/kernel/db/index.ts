export { type Fence, type FenceOptions, openFence } from './fence.ts';
export type * as Rows from './generated/client.ts';
export { Prisma } from './generated/client.ts';
export * from './generated/enums.ts';
export { countedIds, type IdSource, idOfKey, machineId, newId, withIds } from './id.ts';
export { type BaseDb, type Db, type OpenDbOptions, openDb } from './open-db.ts';
export { reachDatabase } from './reach-database.ts';
export {
  type Answers,
  type Carried,
  carried,
  type Joined,
  joinedRow,
  type Reading,
  reading,
  readOne,
  readTogether,
  rowsOf,
} from './rows/index.ts';
export { isUniqueViolation, type Sql } from './sql.ts';
export { announceThrough, inTransaction, type Nudge, type TransactionOptions, type Tx } from './transaction/index.ts';
