import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import { insertPolicy } from '@atc/core/company/policies';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { seedCompany } from '@atc/core/loop/opening';
import { TEST_START, type TestCompany, type TestCompanyOptions, testCompany } from '@atc/core/testing';
import { createTestDatabase, testServers } from '@atc/stack/testing';

type Row = Readonly<Record<string, unknown>>;

export interface SeededDatabase {
  readonly db: BaseDb;
  /** What the database answers to a statement. */
  ask(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const universe = {
  key: 'universe',
  value: { contracts: ['BONK_USDT'] },
  changedBy: 'market',
  reason: 'its tokens',
} as const;

/** The database of a company without its processes: its policies, rules, agents, how they get on, and a token. */
export async function seededDatabase(): Promise<SeededDatabase> {
  const database = await createTestDatabase(testServers().adminUrl);
  const db = openDb(database.url, { connections: 2 });
  await seedCompany(db, TEST_START);
  await insertPolicy(db, { ...universe, changedAt: TEST_START });
  await seedAgents(db);
  await seedRelationships(db);
  const close = async () => {
    await db.$disconnect();
    await database.drop();
  };
  return { db, ask: (sql) => db.$queryRawUnsafe(sql), close };
}

export interface SeededCompany extends TestCompany {
  /** What the database answers to a statement. */
  ask(sql: string): Promise<readonly Row[]>;
}

/** A company as it stands at its first start, with its agents and how they get on. */
export async function seededCompany(options: TestCompanyOptions = {}): Promise<SeededCompany> {
  const company = await testCompany(options);
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
  return { ...company, ask: (sql) => company.ctx.db.$queryRawUnsafe(sql) };
}
