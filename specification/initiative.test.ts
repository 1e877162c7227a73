import { readinessAt } from '@atc/agents/initiative';
import { readPolicies } from '@atc/core/company/policies';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The policy `initiative_policy`, as the initiative worker reads it.
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

test('it is off, and asks for five memories, four hours of rest and three proposals a day at most', async () => {
  const now = company.ctx.clock.now();
  expect(readinessAt(now, (await readPolicies(company.ctx.db)).values)).toMatchObject({
    enabled: false,
    minMemories: 5,
    mostADay: 3,
    cooldownSince: new Date(now.getTime() - 4 * 3_600_000),
  });
});
