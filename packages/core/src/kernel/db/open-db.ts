import { PrismaPg } from '@prisma/adapter-pg';
import type { Prisma } from './generated/client.ts';
import { PrismaClient } from './generated/client.ts';

/** The client outside of transactions. */
export type BaseDb = PrismaClient;
/** What a store function may use: the client or a transaction on it. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface OpenDbOptions {
  /** Connections of this process's pool. */
  readonly connections?: number;
  /** Settings of every session of the pool, as PostgreSQL names them. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** Opens the one database client of a process; close it with `$disconnect()`. Connects at the first statement. */
export function openDb(databaseUrl: string, { connections = 10, settings = {} }: OpenDbOptions = {}): BaseDb {
  // The driver reads and writes times without their zone: a server in another one would keep them hours off.
  const options = Object.entries({ timezone: 'UTC', ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const adapter = new PrismaPg(
    { connectionString: databaseUrl, max: connections, keepAlive: true, options },
    { statementNameGenerator: statementNames() },
  );
  const db = new PrismaClient({ adapter, transactionOptions: { maxWait: 30_000, timeout: 30_000 } });
  poolSizes.set(db, connections);
  return db;
}

const poolSizes = new WeakMap<BaseDb, number>();

/** How many connections the pool of this client holds. */
export function poolSizeOf(db: BaseDb): number {
  return poolSizes.get(db) ?? 10;
}

// Lists of many lengths make many texts, and a server keeps every named plan: what comes after these stays unnamed.
const NAMED_AT_MOST = 500;

/** Names each statement by its text, so that a connection parses and plans it once. */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= NAMED_AT_MOST) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
