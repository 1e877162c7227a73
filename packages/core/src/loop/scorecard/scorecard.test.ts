import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicies, insertPolicy } from '../../company/policies/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { DAY_MS, HOUR_MS } from '../../kernel/time/index.ts';
import { createWorld, readWorld } from '../../kernel/world/index.ts';
import { DESK_START, endOrder, fillAt, openEntry, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { readGoalFacts } from './goals-store.ts';
import { readScorecard, type Scorecard } from './index.ts';
import { dayReturns } from './trade-score.ts';

const after = (hours: number) => new Date(DESK_START.getTime() + hours * HOUR_MS);
const near = (value: number) => expect.closeTo(value, 9);

let desk: TestDesk;
let card: Scorecard;

interface Round {
  readonly symbol: string;
  readonly from: number;
  readonly to: number;
  readonly buy: string;
  readonly sell: string;
}

/** Buys 1,000,000 of a token and sells them again, at hours after the start. */
async function trade({ symbol, from, to, buy, sell }: Round): Promise<void> {
  desk.setTime(after(from));
  const position = await openEntry(desk, symbol, '0.00001');
  await endOrder(desk, { position, side: 'buy', purpose: 'entry', fills: [fillAt(buy, '1000000', after(from))] });
  desk.setTime(after(to));
  await endOrder(desk, { position, side: 'sell', purpose: 'exit', fills: [fillAt(sell, '1000000', after(to))] });
}

beforeAll(async () => {
  desk = await testDesk();
  await createWorld(desk.db, {
    market: 'simulated',
    range: 'test',
    seed: '1',
    speed: 'max',
    startsAt: DESK_START,
    endsAt: null,
  });
  await trade({ symbol: 'BONK', from: 1, to: 4, buy: '0.00002', sell: '0.00003' });
  await trade({ symbol: 'WIF', from: 26, to: 30, buy: '0.00002', sell: '0.000015' });
  await trade({ symbol: 'POPCAT', from: 28, to: 32, buy: '0.00002', sell: '0.000025' });
  const prices = { BONK_USDT: 0.00002, WIF_USDT: 0.00002, POPCAT_USDT: 0.00002 };
  const market = scriptedMarket(prices, { barMs: HOUR_MS, startsAt: DESK_START });
  for (let hour = 0; hour < 48; hour += 1)
    for (const contract of Object.keys(prices)) market.append(contract, { close: 0.00002 * (1 + (hour + 1) / 480) });
  const reading = await readWorld(desk.db);
  if (!reading) throw new Error('no world');
  card = await readScorecard({ db: desk.db, market, clock: { now: () => after(48), world: reading.world } });
});
afterAll(() => desk.close());

test('the company is scored on all its trades after fees', () => {
  // 10 − 5 + 5 USD, less 0.1 % of 20 + 30, 20 + 15 and 20 + 25.
  expect(card.company).toMatchObject({ trades: 3, open: 0, wins: 2, losses: 1, winRate: near(2 / 3) });
  expect(Number(card.company.pnlUsd)).toBeCloseTo(9.87, 9);
  expect(Number(card.company.feesUsd)).toBeCloseTo(0.13, 9);
  expect(card.company.profitFactor).toBeCloseTo((9.95 + 4.955) / 5.035, 9);
  expect(Number(card.company.averageWinUsd)).toBeCloseTo((9.95 + 4.955) / 2, 9);
  expect(Number(card.company.averageLossUsd)).toBeCloseTo(-5.035, 9);
});

test('hours in which two positions were open count once in the time in market', () => {
  expect(card.company.timeInMarket).toBeCloseTo(9 / 48, 9);
});

test('each figure stands beside holding the same tokens over the same time', () => {
  // The first bar opened where the history had closed, at 0.00002; the last one closes a tenth above.
  expect(card.company.buyAndHold).toBeCloseTo(0.1, 9);
  expect(card.tokens.map((token) => token.buyAndHold)).toEqual([near(0.1), near(0.1), near(0.1)]);
});

test('agents, sources and tokens share out the company’s result', () => {
  expect(card.tokens.map(({ name, trades }) => [name, trades])).toEqual([
    ['BONK', 1],
    ['POPCAT', 1],
    ['WIF', 1],
  ]);
  expect(card.agents.map(({ name, trades }) => [name, trades])).toEqual([['scout', 3]]);
  expect(card.sources.map(({ name, trades }) => [name, trades])).toEqual([['scan', 3]]);
  for (const groups of [card.agents, card.sources, card.tokens])
    expect(groups.reduce((sum, { pnlUsd }) => sum + Number(pnlUsd), 0)).toBeCloseTo(9.87, 9);
});

test('a token that only lost has a drawdown and no profit factor above zero', () => {
  const wif = card.tokens.find(({ name }) => name === 'WIF');
  expect(wif).toMatchObject({ winRate: 0, profitFactor: 0, averageWinUsd: null });
  expect(wif?.maxDrawdown).toBeCloseTo(-5.035 / 1000, 9);
  // Two days and one trade have no Sharpe ratio.
  expect(wif).toMatchObject({ tooFew: true, sharpeRatio: null, sortinoRatio: null });
});

test('a day without a result returns nothing, and days before the start do not count', () => {
  const span = {
    from: new Date('2025-02-03T15:00:00Z'),
    to: new Date('2025-02-06T01:00:00Z'),
    capitalUsd: new Decimal(1000),
  };
  const first = Math.floor(Date.parse('2025-02-03') / DAY_MS);
  const results = [
    { key: 'a', day: first + 2, usd: 20 },
    { key: 'a', day: first - 1, usd: 500 },
  ];
  expect(dayReturns(span, results)).toEqual([0, 0, 0.02, 0]);
});

test('an aim without enough to tell by is not yet missed', () => {
  const stateOf = (name: string) => card.goals.find((goal) => goal.name.startsWith(name))?.state;
  expect(card.goals).toHaveLength(17);
  expect(stateOf('3+ trades')).toBe('not_yet');
  expect(stateOf('Profitable trading')).toBe('not_yet');
  expect(stateOf('Consistent profitability')).toBe('not_yet');
  expect(stateOf('5+ roundtables')).toBe('not_met');
  expect(stateOf('System running')).toBe('met');
});

/** A debate that ended with a verdict. */
async function debate(naturalKey: string, participants: readonly ('atlas' | 'intel' | 'sage')[]): Promise<void> {
  const table = { format: 'debate', topic: 'SOL', turnsPlanned: 6, temperature: 0.8, convenedAt: DESK_START } as const;
  const verdict = { decision: 'approve' };
  await desk.db.roundtable.create({
    data: { ...table, naturalKey, verdict, participants: [...participants], status: 'succeeded' },
  });
}

test('of the debates those count at which two sat who get on badly', async () => {
  const pairs = [
    { agentA: 'atlas', agentB: 'intel', affinity: 0.35 },
    { agentA: 'atlas', agentB: 'sage', affinity: 0.8 },
  ] as const;
  await desk.db.relationship.createMany({ data: [...pairs] });
  await debate('in peace', ['atlas', 'sage']);
  expect(await readGoalFacts(desk.db, after(48))).toMatchObject({ talks: 1, debates: 0 });
  await debate('at odds', ['atlas', 'intel', 'sage']);
  expect(await readGoalFacts(desk.db, after(48))).toMatchObject({ talks: 2, debates: 1 });
});

test('a topic counts for memory from when its agent had one that is sure enough for the policy', async () => {
  const { db } = desk;
  const value = defaultPolicies.memory_influence_policy;
  const why = { changedBy: 'test', reason: 'wanted', changedAt: DESK_START };
  await insertPolicy(db, { key: 'memory_influence_policy', value, ...why });
  const { id: ruleId } = await db.triggerRule.create({
    data: { name: 'review', ruleType: 'proactive', actionConfig: { targetAgent: 'growth', task: 'scan' } },
  });
  const memory = { agentId: 'growth', type: 'lesson', content: 'x' } as const;
  const learn = (confidence: number, hours: number) =>
    db.memory.create({ data: { ...memory, confidence, sourceTraceId: `at ${hours}`, learnedAt: after(hours) } });
  await learn(0.59, 1);
  await learn(0.6, 3);
  for (const hours of [2, 4])
    await db.ruleFiring.create({
      data: { ruleId, dueAt: after(hours), subject: 'company', outcome: 'fired', firedAt: after(hours) },
    });
  expect(await readGoalFacts(db, after(48))).toMatchObject({ topics: 1, topicsFromMemory: 0 });
});

test('an operation without time is no crash, one that broke or whose process died is', async () => {
  const run = (error: string) =>
    desk.db.actionRun.create({
      data: { actionType: 'sweep', status: 'failed', beat: 1, startedAt: after(40), errors: [error] },
    });
  for (const late of ['it took longer than its 50 ms', 'its beat ran out of time', 'the budget is used up'])
    await run(late);
  expect(await readGoalFacts(desk.db, after(48))).toMatchObject({ failedOperations: 0, lateOperations: 3 });
  for (const crash of ['the process that held this beat stopped', 'the cat ate it']) await run(crash);
  expect(await readGoalFacts(desk.db, after(48))).toMatchObject({ failedOperations: 2, lateOperations: 3 });
});
