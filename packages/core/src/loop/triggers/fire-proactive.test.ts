import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { fireDueRules } from './index.ts';

let company: TestCompany;

beforeAll(async () => {
  const always = { ...defaultPolicies.memory_influence_policy, probability: 1 };
  company = await testCompany({ policies: { memory_influence_policy: always } });
});
afterAll(() => company?.close());

test('a memory that is recalled chooses the topic of the turn, is named, and its use is noted', async () => {
  const { ctx } = company;
  const { id: memoryId } = await ctx.db.memory.create({
    data: {
      ...{ agentId: 'sage', type: 'lesson', content: 'BONK lost 6 %.', confidence: 0.7 },
      ...{ tags: ['BONK', 'bad', 'stop_loss'], sourceTraceId: 'trade:x', learnedAt: ctx.clock.now() },
    },
  });
  await fireDueRules(ctx);
  const told = await ctx.db.event.findMany({ where: { kind: 'memory.recalled' } });
  expect(told).toMatchObject([
    { agentId: 'sage', fields: { memoryId, rule: 'proactive_risk_analysis', topic: 'drawdown' } },
  ]);
  const mission = await ctx.db.mission.findFirstOrThrow({
    where: { proposalId: told[0]?.proposalId ?? '' },
    include: { steps: true },
  });
  expect(mission.steps).toMatchObject([{ payload: { task: 'assess_portfolio', topic: 'drawdown' } }]);
  expect(await ctx.db.memoryUse.findMany()).toMatchObject([{ memoryId, subjectId: mission.proposalId }]);
});
