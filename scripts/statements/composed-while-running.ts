/**
 * Functions that send a statement whose text only running composes, so that nothing checks it before, each with the
 * reason. A new one fails the check: compose it of `Prisma.sql` parts that the code tells. The list is to shrink.
 */
export const composedWhileRunning: Readonly<Record<string, string>> = {
  'packages/core/src/kernel/db/fence.ts#takeAlone': 'SET takes no values: the milliseconds stand in its text',
  'packages/core/src/kernel/db/fence.ts#inLockTransaction': 'two statements in one round trip take no values',
  'packages/core/src/kernel/db/transaction/transaction.ts#query': 'hands on what a store sends, which is checked there',
  'packages/core/src/loop/clockwork/clock-store.ts#moveInstants':
    'one statement for each table of a list: its test runs them all',
  'packages/stack/src/backup/back-up.ts#copyTo': 'COPY takes no values: the part stands in its text',
  'packages/stack/src/migrate/store.ts#applyWhole': 'runs the migrations themselves',
  'packages/stack/src/migrate/store.ts#holdsRows': 'names of tables that the migrations made',
  'packages/stack/src/migrate/store.ts#clearStopped': 'names of what the migrations made',
  'packages/stack/src/postgres/roles.ts#ensureRole': 'ALTER ROLE takes no values: the password stands in its text',
};
