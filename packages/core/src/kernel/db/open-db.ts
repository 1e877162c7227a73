import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { withCompanyDecimals } from './company-decimals.ts';
import { PrismaClient } from './generated/client.ts';
import { openSql, type Sql, statementNames } from './sql.ts';
import { tolerateBreaks } from './tolerate-breaks.ts';

/** The client outside of transactions: Prisma's models, and SQL. */
export type BaseDb = Omit<PrismaClient, keyof Sql | '$transaction'> & Sql;
/** What a store function may use that is called inside transactions too. */
export type Db = Sql;

export interface OpenDbOptions {
  /** Connections of this process's pool. */
  readonly connections?: number;
  /** Settings of every session of the pool, as PostgreSQL names them. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** What transactions are made on. */
export interface Connections {
  readonly pool: pg.Pool;
  readonly size: number;
  readonly nameOf: (text: string) => string;
}

const CONNECT_WITHIN_MS = 30_000;

/** Opens the one database client of a process; close it with `$disconnect()`. Connects at the first statement. */
export function openDb(databaseUrl: string, { connections = 10, settings = {} }: OpenDbOptions = {}): BaseDb {
  // Prisma's driver writes and reads times without their zone: a server in another one would keep them hours off.
  const options = Object.entries({ timezone: 'UTC', datestyle: 'ISO', ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    keepAlive: true,
    options,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    // Statements of a transaction that do not wait for each other's answers travel together.
    pipeline: true,
  });
  tolerateBreaks(pool);
  const nameOf = statementNames();
  const models = lazily(() => {
    const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
    return withCompanyDecimals(new PrismaClient({ adapter }));
  });
  const db = withOwn(models, {
    ...openSql(pool, nameOf),
    $disconnect: async () => {
      await models.made()?.$disconnect();
      await pool.end();
    },
  });
  opened.set(db, { pool, size: connections, nameOf });
  return db;
}

const opened = new WeakMap<BaseDb, Connections>();

/** The connections of a client that `openDb` made. */
export function connectionsOf(db: BaseDb): Connections {
  const known = opened.get(db);
  if (!known) throw new TypeError('only a client made by openDb has connections');
  return known;
}

interface Lazily<T> {
  get(): T;
  /** What was made so far. */
  made(): T | null;
}

/** Something that is made when it is needed. */
function lazily<T>(make: () => T): Lazily<T> {
  let made: T | null = null;
  return {
    get: () => {
      made ??= make();
      return made;
    },
    made: () => made,
  };
}

type Own = Sql & Pick<PrismaClient, '$disconnect'>;

/**
 * Prisma's client, with ways of our own in place of its. It takes 40 ms and several megabytes to make, so a pool that
 * only SQL goes through makes none.
 */
function withOwn(models: Lazily<PrismaClient>, own: Own): BaseDb {
  return new Proxy({} as BaseDb, {
    get: (_, key) => (Object.hasOwn(own, key) ? own[key as keyof Own] : Reflect.get(models.get(), key)),
  });
}
