import { type Db, Prisma, type Reading, rowsOf } from '@atc/core/kernel/db';

// Statements with a fault each, which the check has to find; nobody sends them.

const sides = (column: Prisma.Sql) => Prisma.sql`SELECT ${column} FROM ops_orders`;

export function renamedColumn(db: Db): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`SELECT id, clientorderid FROM ops_orders`;
}

export function otherName(db: Db): Promise<{ clientOrder: string }[]> {
  return db.$queryRaw<{ clientOrder: string }[]>`SELECT client_order_id AS "clientOrderId" FROM ops_orders`;
}

export function wrongType(db: Db): Promise<{ leg: string; at: number }[]> {
  return db.$queryRaw<{ leg: string; at: number }[]>`SELECT leg, intended_at AS at FROM ops_orders`;
}

export function neverNull(db: Db): Promise<{ reason: string }[]> {
  return db.$queryRaw<{ reason: string }[]>`SELECT reason FROM ops_orders`;
}

export function unknownLabel(db: Db): Promise<{ side: 'buy' | 'short' }[]> {
  return db.$queryRaw<{ side: 'buy' | 'short' }[]>`${sides(Prisma.sql`side`)}`;
}

export async function oneWayOfTwo(db: Db, late: boolean): Promise<void> {
  const when = late ? Prisma.sql`ended_at` : Prisma.sql`intended_at`;
  await db.$executeRaw`UPDATE ops_orders SET reason = 'late' WHERE ${when} < now()`;
}

export function timeInJson(): Reading<readonly { at: Date }[]> {
  return rowsOf(Prisma.sql`SELECT intended_at AS at FROM ops_orders`);
}

export function madeWhileRunning(db: Db, table: string): Promise<unknown> {
  return db.$queryRaw`SELECT 1 FROM ${Prisma.raw(table.toLowerCase())}`;
}
