import { Decimal } from '../money/index.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';

/**
 * The client, whose models give the company's Decimal. Prisma makes figures with a copy of decimal.js of its own, and a
 * product takes the precision of its left side: 20 digits there.
 */
export function withCompanyDecimals(client: PrismaClient): PrismaClient {
  const extended = client.$extends({
    query: { $allModels: { $allOperations: async ({ args, query }) => companyDecimals(await query(args)) } },
  });
  return extended as unknown as PrismaClient;
}

/** Puts the company's Decimal in the place of every figure of a row, and of the rows inside it. */
function companyDecimals<T>(rows: T): T {
  if (rows instanceof Prisma.Decimal) return new Decimal(rows) as T;
  if (rows === null || typeof rows !== 'object' || rows instanceof Date) return rows;
  for (const [name, value] of Object.entries(rows)) {
    if (typeof value === 'object' && value !== null) Object.assign(rows, { [name]: companyDecimals(value) });
  }
  return rows;
}
