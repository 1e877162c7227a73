import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DESK, deskUrlBeside } from '../postgres/index.ts';

export interface TestDatabase {
  /** As the ordinary role that a company connects as. */
  readonly url: string;
  /** Drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

export const TEMPLATE = 'company_template';

/** A migrated database of a test's own, copied from the run's template: tens of milliseconds. */
export function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
  return copyOf(adminUrl, TEMPLATE);
}

/** A database of a test's own with nothing in it. */
export function emptyDatabase(adminUrl: string): Promise<TestDatabase> {
  return copyOf(adminUrl, 'template0');
}

async function copyOf(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, `CREATE DATABASE ${name} OWNER ${DESK} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return {
    url: deskUrlBeside(adminUrl, name),
    drop: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The address of another database on the same server. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

const pools = new Map<string, pg.Pool>();

/** Runs one statement on a server's own database, over a connection that is kept and holds up no process's end. */
export async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  await poolOf(adminUrl).query(statement);
}

function poolOf(adminUrl: string): pg.Pool {
  const known = pools.get(adminUrl);
  if (known) return known;
  const pool = new pg.Pool({ connectionString: adminUrl, max: 4, idleTimeoutMillis: 0, allowExitOnIdle: true });
  // A server that goes away takes what is idle with it; the next statement connects again.
  pool.on('error', () => undefined);
  pools.set(adminUrl, pool);
  return pool;
}
