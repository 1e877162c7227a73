import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { addRule, fireDueRules } from './index.ts';

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

test('a rule that breaks loses its turn, says so, and keeps no other from firing', async () => {
  const { ctx } = company;
  const draft = {
    ...({ ruleType: 'proactive', triggerEvent: null, conditions: {}, cooldownMinutes: 0, enabled: true } as const),
    action: { targetAgent: 'intel', task: 'scan', subject: 'company' } as const,
    schedule: { everyMinutes: 30 },
  };
  for (const name of ['a_broken_one', 'a_sound_one']) await addRule(ctx, { ...draft, name }, 'test');
  const rules = () =>
    ctx.db.triggerRule.findMany({
      where: { name: { startsWith: 'a_' } },
      orderBy: { name: 'asc' },
      include: { firings: true },
    });
  const [broken] = await rules();
  await ctx.db.$executeRawUnsafe(
    `ALTER TABLE ops_rule_firings ADD CONSTRAINT torn CHECK (rule_id <> '${broken?.id}' OR outcome <> 'fired')`,
  );
  expect(await fireDueRules(ctx)).toBe(1);
  expect(await rules()).toMatchObject([
    { nextDueAt: expect.any(Date), firings: [{ outcome: 'skipped', reason: expect.stringContaining('failed: ') }] },
    { firings: [{ outcome: 'fired' }] },
  ]);
  expect(await fireDueRules(ctx)).toBe(0);
});

test('an aligned rule runs at each multiple of its interval, and chance leaves no turn out', async () => {
  const { ctx } = company;
  await ctx.db.triggerRule.updateMany({ data: { enabled: false } });
  await addRule(
    ctx,
    {
      ...({ name: 'aligned', ruleType: 'proactive', triggerEvent: null, conditions: {}, cooldownMinutes: 0 } as const),
      ...{ enabled: true, action: { targetAgent: 'intel', task: 'scan', subject: 'company' } },
      schedule: { everyMinutes: 60, aligned: true },
    },
    'test',
  );
  const find = () => ctx.db.triggerRule.findFirstOrThrow({ where: { name: 'aligned' }, include: { firings: true } });
  const due = ctx.clock.now().getTime();
  // Of forty turns of another rule about four are left out.
  for (let hour = 0; hour < 40; hour += 1) {
    await company.setTime(new Date(due + hour * HOUR_MS));
    await fireDueRules(ctx);
    expect((await find()).nextDueAt).toEqual(new Date(due + (hour + 1) * HOUR_MS));
  }
  expect(new Set((await find()).firings.map(({ outcome }) => outcome))).toEqual(new Set(['fired']));
  expect((await find()).firings).toHaveLength(40);
});
