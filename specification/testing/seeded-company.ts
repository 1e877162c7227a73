import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import { type TestCompany, type TestCompanyOptions, testCompany } from '@atc/core/testing';

export interface SeededCompany extends TestCompany {
  /** What the database answers to a statement. */
  ask(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A company as it stands at its first start, with its agents and how they get on. */
export async function seededCompany(options: TestCompanyOptions = {}): Promise<SeededCompany> {
  const company = await testCompany(options);
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
  return { ...company, ask: (sql) => company.ctx.db.$queryRawUnsafe(sql) };
}
