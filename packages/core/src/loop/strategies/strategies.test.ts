import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventKind } from '../../company/events/index.ts';
import type { Budgeted } from '../../company/runs/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { learnFromOutcomes } from '../learning/index.ts';
import { recordTrials } from '../trials/index.ts';
import { listStrategies, promoteStrategy, retireStrategy, sourceOf } from './index.ts';
import { makeJudgement, makePromoted } from './testing/make-promoted.ts';
import { makeTrial } from './testing/make-trial.ts';

let company: TestCompany;
// Time goes on from test to test.
let start = TEST_START;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());
beforeEach(async () => {
  start = new Date(start.getTime() + 50 * DAY_MS);
  await company.setTime(start);
  await company.ctx.db.$executeRaw`
    TRUNCATE ops_strategies, ops_strategy_trials, ops_strategy_reviews, ops_agent_memory, ops_agent_events,
      ops_positions CASCADE`;
});

const told = (kind: EventKind) => company.ctx.db.event.findMany({ where: { kind }, orderBy: { id: 'asc' } });
const remembered = (agentId: 'atlas' | 'growth') => company.ctx.db.memory.findMany({ where: { agentId } });
const states = async () =>
  (await listStrategies(company.ctx.db)).map(({ version, state, share }) => [version, state, share]);

test('a run that passes puts its strategy on probation, and ATLAS remembers with what it rests on', async () => {
  await makePromoted(company.ctx);
  expect(await states()).toEqual([[3, 'probation', 1]]);
  const [memory] = await remembered('atlas');
  expect(memory).toMatchObject({
    ...{ type: 'strategy', sourceTraceId: 'lab:aaaa000000000001', subject: 'strategy:trend-majors' },
    evidence: { source: 'backtested performance', trades: 31, deflated: 0.96 },
  });
  // 0.75 + 0.15 · (0.96 − 0.95) / 0.05
  expect(memory?.confidence).toBeCloseTo(0.78, 9);
  expect(await told('strategy.promoted')).toHaveLength(1);
});

test('a run that fails promotes nothing, says every reason, and leaves GROWTH a lesson', async () => {
  const trial = makeTrial();
  await recordTrials(company.ctx, [trial]);
  const refusals = ['31 trades, at least 40', 'PBO 0.62, at most 0.20'];
  const judgement = makeJudgement({ passed: false, refusals, deflated: 0.12 });
  const answer = await promoteStrategy(company.ctx, { trial, judgement, definition: null });
  expect(answer).toEqual({ outcome: 'refused', refusals });
  expect(await states()).toEqual([[3, 'tested', 1]]);
  const [lesson] = await remembered('growth');
  expect(lesson).toMatchObject({ type: 'lesson', subject: 'family:trend' });
  for (const refusal of refusals) expect(lesson?.content).toContain(refusal);
  expect((await told('strategy.refused'))[0]?.summary).toBe(refusals.join('; '));
});

test('a newer version takes the place of the older one; the same is not promoted twice', async () => {
  await makePromoted(company.ctx);
  const trial = makeTrial({ runId: 'aaaa000000000004', version: 4 });
  await recordTrials(company.ctx, [trial]);
  const promote = () => promoteStrategy(company.ctx, { trial, judgement: makeJudgement(), definition: null });
  expect(await promote()).toMatchObject({ outcome: 'probation' });
  expect(await states()).toEqual([
    [4, 'probation', 1],
    [3, 'retired', 1],
  ]);
  expect(await promote()).toEqual({ outcome: 'refused', refusals: ['trend-majors@4 is probation already'] });
});

test('an operator gives a strategy up, once', async () => {
  await makePromoted(company.ctx);
  const retire = () => retireStrategy(company.ctx, { name: 'trend-majors', by: 'operator', reason: 'enough' });
  expect([await retire(), await retire()]).toEqual([true, false]);
  expect(await states()).toEqual([[3, 'retired', 1]]);
});

test('what was never tried cannot be promoted', async () => {
  const promotion = { trial: makeTrial(), judgement: makeJudgement(), definition: null };
  await expect(promoteStrategy(company.ctx, promotion)).rejects.toMatchObject({ code: 'not_tested' });
});

/** The beat's learning on the morning of so many days later. */
async function morning(days: number) {
  await company.setTime(new Date(start.getTime() + days * DAY_MS));
  const { db } = company.ctx;
  const signal = new AbortController().signal;
  const beat: Budgeted = { db, signal, cursor: null, write: (work) => inTransaction(db, work) };
  return (await learnFromOutcomes(company.ctx, beat)).result;
}

async function trade(sell: string, times: number) {
  await company.setTime(new Date(company.ctx.clock.now().getTime() + HOUR_MS));
  for (let i = 0; i < times; i += 1) {
    const opened = await openTrade(company.ctx, { symbol: 'SOL', price: '200', source: sourceOf('trend-majors') });
    await closeTrade(company.ctx, opened, { price: sell, reason: 'review' });
  }
}

test('a strategy that loses what it should earn is halved, then given up, and says why', async () => {
  await makePromoted(company.ctx);
  await trade('184', 4);
  expect(await morning(1)).toMatchObject({ strategies: 1 });
  expect(await states()).toEqual([[3, 'probation', 0.5]]);
  expect(await morning(1)).toMatchObject({ strategies: 0 });
  // What it had lost by then is paid for: it is judged anew.
  expect(await morning(2)).toMatchObject({ strategies: 0 });
  await trade('184', 4);
  expect(await morning(3)).toMatchObject({ strategies: 1 });
  expect(await states()).toEqual([[3, 'retired', 0.5]]);
  const [halved, retired] = await told('strategy.demoted');
  expect([halved?.tags, retired?.tags].map((tags) => tags?.at(-1))).toEqual(['halved', 'retired']);
  expect(halved?.summary).toMatch(/4 trades brought −8\.2 % on average instead of \+1\.0 %/);
  const live = (await remembered('atlas')).filter(({ supersededBy }) => supersededBy === null);
  expect(live.filter(({ type }) => type === 'strategy').map(({ content }) => content)).toEqual([
    expect.stringContaining('trend-majors@3 is given up'),
  ]);
});

test('a strategy that does what it promised is active after four weeks and 15 trades, not before', async () => {
  await makePromoted(company.ctx);
  await trade('203', 14);
  expect(await morning(29)).toMatchObject({ strategies: 0 });
  const [waiting] = await listStrategies(company.ctx.db);
  expect(waiting?.reason).toBe('on probation: 14 of 15 trades');
  await trade('203', 1);
  expect(await morning(30)).toMatchObject({ strategies: 1 });
  expect(await states()).toEqual([[3, 'active', 1]]);
});

test('fills that cost more than twice what was modelled demote it', async () => {
  const { expected } = makeJudgement();
  await makePromoted(company.ctx, {
    judgement: makeJudgement({ expected: expected && { ...expected, slippage: 0.0001 } }),
  });
  await trade('203', 5);
  await morning(1);
  expect((await told('strategy.demoted'))[0]?.summary).toContain('a fill costs 0.04 %');
});

test('while only promoted strategies may buy and none is, every morning says why, once', async () => {
  const { db } = company.ctx;
  await db.$executeRaw`
    UPDATE ops_policy SET value = jsonb_set(value, '{entries}', '"promoted"') WHERE key = 'strategy_policy'`;
  const trial = makeTrial();
  await recordTrials(company.ctx, [trial]);
  const judgement = makeJudgement({ passed: false, refusals: ['31 trades, at least 40'] });
  await promoteStrategy(company.ctx, { trial, judgement, definition: null });
  for (const day of [1, 1, 2]) await morning(day);
  const events = await told('strategy.none_promoted');
  expect(events).toHaveLength(2);
  expect(events[0]?.summary).toContain('trend-majors@3: 31 trades, at least 40');
  await promoteStrategy(company.ctx, { trial, judgement: makeJudgement(), definition: null });
  await morning(3);
  expect(await told('strategy.none_promoted')).toHaveLength(2);
});
