import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventKind } from '../../../company/events/index.ts';
import { inTransaction, readTogether } from '../../../kernel/db/index.ts';
import { DAY_MS } from '../../../kernel/time/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../../testing/trades/index.ts';
import { countTrials, listTrials } from '../../trials/index.ts';
import { listStrategies, promoteWithin, retireStrategy, sourceOf } from '../index.ts';
import { makeJudgement, makePromoted } from '../testing/make-promoted.ts';
import { makeTrial } from '../testing/make-trial.ts';
import { lastTestsNow, pauseStrategy, recordTest, resumeStrategy, type StrategyTest, shortfallsNow } from './index.ts';

let company: TestCompany;
let start = TEST_START;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());
beforeEach(async () => {
  start = new Date(start.getTime() + 50 * DAY_MS);
  await company.setTime(start);
  await company.ctx.db.$executeRaw`
    TRUNCATE ops_strategies, ops_strategy_trials, ops_agent_memory, ops_agent_events, ops_positions CASCADE`;
});

const trial = makeTrial({ by: 'growth', lookedAt: '2025-02-03T00:00:00.000Z' });
const quota = { by: 'growth', since: new Date('2025-02-01'), most: 200 };
const failed = makeJudgement({ passed: false, refusals: ['31 trades, at least 40'], expected: null, deflated: 0.1 });

const record = (test: Partial<StrategyTest>, most = quota.most) =>
  inTransaction(company.ctx.db, (tx) =>
    recordTest(company.ctx, tx, {
      test: { trials: [trial], trial, judgement: failed, isProposable: false, ...test },
      quota: { ...quota, most },
    }),
  );
const told = (kind: EventKind) => company.ctx.db.event.findMany({ where: { kind }, orderBy: { id: 'asc' } });
const stateOf = async () => (await listStrategies(company.ctx.db))[0]?.state;
const tests = async () => (await readTogether(company.ctx.db, { tests: lastTestsNow })).tests;

test('a test that fails is in the ledger, told in one sentence, and a lesson of GROWTH with its figures', async () => {
  expect(await record({})).toBe(true);
  expect(await listTrials(company.ctx.db)).toEqual([trial]);
  expect(await told('strategy.tested')).toMatchObject([
    {
      title: 'trend-majors@3 fails its test by 1 gate: 31 trades, at least 40',
      tags: ['strategy', 'tested', 'refused'],
      fields: { runId: trial.runId, verdict: 'refused', trials: 1 },
    },
  ]);
  const [lesson] = await company.ctx.db.memory.findMany({ where: { agentId: 'growth' } });
  expect(lesson).toMatchObject({
    ...{ type: 'lesson', sourceTraceId: `lab:${trial.runId}` },
    evidence: { source: 'backtested performance', trades: 31, deflated: 0.96 },
  });
  expect(await tests()).toMatchObject([{ strategy: 'trend-majors', testedAt: start, proposable: null }]);
});

test('the same test again adds no trial', async () => {
  await record({});
  await record({});
  expect(await countTrials(company.ctx.db, quota)).toBe(1);
  expect((await told('strategy.tested')).map(({ fields }) => (fields as { trials: number }).trials)).toEqual([1, 0]);
});

test('others have left too few of the week’s trials: nothing is written, and that is told', async () => {
  expect(await record({}, 0)).toBe(false);
  expect(await listTrials(company.ctx.db)).toEqual([]);
  expect(await company.ctx.db.memory.count()).toBe(0);
  expect((await told('strategy.untested'))[0]?.title).toBe(
    'trend-majors is not tested: its test takes 1 trial, 0 of the week’s are left',
  );
});

test('a run that only the holdout is left to judge waits to be proposed until somebody has judged it', async () => {
  await record({ isProposable: true });
  expect(await tests()).toMatchObject([{ proposable: trial.runId }]);
  await inTransaction(company.ctx.db, (tx) =>
    promoteWithin(company.ctx, tx, { trial, judgement: failed, definition: null, byAgent: true }),
  );
  expect(await tests()).toMatchObject([{ proposable: null }]);
});

test('an agent brings nothing back that an operator gave up; an operator does', async () => {
  await makePromoted(company.ctx, { trial });
  await retireStrategy(company.ctx, { name: trial.strategy, by: 'operator', reason: 'enough' });
  const promote = (byAgent: boolean) =>
    inTransaction(company.ctx.db, (tx) =>
      promoteWithin(company.ctx, tx, { trial, judgement: makeJudgement(), definition: null, byAgent }),
    );
  expect(await promote(true)).toEqual({
    outcome: 'refused',
    refusals: ['trend-majors@3 is retired: only an operator brings it back'],
  });
  expect(await stateOf()).toBe('retired');
  expect(await promote(false)).toMatchObject({ outcome: 'probation' });
});

test('what is held back may not buy until it is resumed, and then proves itself anew', async () => {
  await makePromoted(company.ctx);
  const word = { name: 'trend-majors', by: 'growth', reason: 'its 12 trades brought −1.0 %' };
  const pause = () => inTransaction(company.ctx.db, (tx) => pauseStrategy(company.ctx, tx, word));
  expect(await pause()).toBe(true);
  expect(await pause()).toBe(false);
  expect(await stateOf()).toBe('paused');
  expect(await resumeStrategy(company.ctx, { ...word, by: 'operator', reason: 'go on' })).toBe(true);
  expect(await stateOf()).toBe('probation');
  expect(await resumeStrategy(company.ctx, word)).toBe(false);
  expect((await told('strategy.paused'))[0]?.summary).toBe(word.reason);
  expect(await told('strategy.resumed')).toHaveLength(1);
});

test('another version that is promoted meanwhile keeps what was held back from going on', async () => {
  await makePromoted(company.ctx);
  const word = { name: 'trend-majors', by: 'operator', reason: 'later' };
  await inTransaction(company.ctx.db, (tx) => pauseStrategy(company.ctx, tx, word));
  await makePromoted(company.ctx, { trial: makeTrial({ runId: 'bbbb000000000001', version: 4 }) });
  expect(await resumeStrategy(company.ctx, word)).toBe(false);
});

test('what brings less than its record lets expect is named, by how many standard errors', async () => {
  await makePromoted(company.ctx);
  const below = async (least: number) => (await readTogether(company.ctx.db, { below: shortfallsNow(least) })).below;
  for (let i = 0; i < 2; i += 1) {
    const trade = await openTrade(company.ctx, { symbol: 'SOL', price: '200', source: sourceOf('trend-majors') });
    await closeTrade(company.ctx, trade, { price: '180', reason: 'stop_loss' });
  }
  expect(await below(3)).toEqual([]);
  const [found] = await below(2);
  expect(found).toMatchObject({ name: 'trend-majors', trades: 2, expected: 0.01 });
  // A deviation of 5 % over the root of two trades.
  expect(found?.errors).toBeCloseTo((0.01 - (found?.mean ?? 0)) / (0.05 / Math.SQRT2), 6);
});
