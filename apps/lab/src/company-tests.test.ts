import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicies, type Policies } from '@atc/core/company/policies';
import { openReplayMarket } from '@atc/core/desk/market';
import { readConfig } from '@atc/core/kernel/config';
import { submitProposal } from '@atc/core/loop/proposals';
import { countTrials, listTrials, type Trial } from '@atc/core/loop/strategies/trials';
import { plantRecording } from '@atc/lab/testing';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { type OpenedLab, openLab } from '@atc/workers/lab';
import { type TestFleet, testFleet } from '@atc/workers/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const PATIENCE_MS = 400_000;
const DAYS = 400;
/** Sunday, 15:00 in Los Angeles: the strategy session is two hours away, and there is a year of candles behind. */
const SUNDAY = new Date('2025-01-19T23:00:00Z');
const MONDAY = new Date('2025-01-20T04:00:00Z');
const NEXT_MONDAY = new Date('2025-01-27T04:00:00Z');
/** The day of the recording that begins after everything here has been asked. */
const TOMORROW = 386;

const MOMENTUM = {
  ...{ name: 'momentum', version: 1, says: 'what rose goes on', bars: '4h' },
  parameters: { n: { value: 12, from: 6, to: 18, step: 6 } },
  entry: { when: ['change(n) > 0.01'] },
  exit: { when: ['change(n) < 0'] },
  ...{ size: { kind: 'share', share: 0.3 }, limits: { positions: 3 } },
};

type Planting = Awaited<ReturnType<typeof plantRecording>>;
let home: string;
let trend: Planting;
let turned: Planting;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'templates-'));
  await writeFile(join(home, 'momentum.json'), JSON.stringify(MOMENTUM));
  trend = await plantRecording({ seed: '1', days: DAYS, drift: 0.02 });
  turned = await plantRecording({ seed: '1', days: DAYS, drift: 0.02, turnedFrom: TOMORROW });
});
afterAll(() => Promise.all([rm(home, { recursive: true }), trend.remove(), turned.remove()]));

let fleet: TestFleet | null = null;
let lab: OpenedLab | null = null;
afterEach(async () => {
  await lab?.close();
  await fleet?.close();
  [fleet, lab] = [null, null];
});

interface Playing {
  readonly from?: Date;
  readonly to?: Date;
  readonly policies?: Partial<Policies>;
  readonly prepare?: (opened: TestFleet) => Promise<unknown>;
}

/** Plays the recording with the whole company, which may ask the lab. */
async function play({ from = SUNDAY, to = MONDAY, policies = {}, prepare = async () => {} }: Playing) {
  const market = await openReplayMarket({ dir: trend.dir, from, to });
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  const config = { SEED: '1', MARKET: 'replay', REPLAY_DIR: trend.dir };
  const opened = await testFleet({ market, policies: { universe, ...policies }, alone: true, config });
  fleet = opened;
  // What is told here is the session's work: candles of an hour say nothing to rules that ask for minutes.
  await opened.ctx.db.triggerRule.updateMany({ where: { ruleType: 'proactive' }, data: { enabled: false } });
  await prepare(opened);
  lab = openLab(opened.ctx, { templates: home });
  const running = await runProcesses({ ...opened.ctx, lab: lab.lab }, processNames);
  await running.ended;
  await running.stop();
  return opened.ctx.db;
}

type Db = TestFleet['ctx']['db'];
const told = async (db: Db) =>
  (await db.event.findMany({ where: { kind: { startsWith: 'strategy.' } }, orderBy: { id: 'asc' } })).map(
    ({ kind, title, occurredAt }) => [kind, title, occurredAt.toISOString().slice(0, 10)],
  );
const asked = async (db: Db) =>
  (await db.proposal.findMany({ where: { originKind: 'roundtable' } })).filter(({ dedupeKey }) =>
    /:(test|propose|pause):/.test(dedupeKey),
  );

test('Sunday’s session has a strategy tested, and the next proposes it to the judge, who promotes it', {
  timeout: PATIENCE_MS,
}, async () => {
  const db = await play({ to: NEXT_MONDAY });
  expect(await told(db)).toEqual([
    ['strategy.tested', expect.stringMatching(/^momentum@1 passes every test but the holdout/), '2025-01-20'],
    ['strategy.promoted', 'momentum@1 is on probation', '2025-01-27'],
  ]);
  const trials = await listTrials(db);
  expect(trials.map(({ split, by }) => `${split} ${by}`)).toEqual([
    ...['whole growth', 'whole growth', 'whole growth', 'test growth', 'holdout growth'],
  ]);
  const [look] = trials.filter(({ split }) => split === 'holdout');
  expect(look?.lookedAt.slice(0, 10)).toBe('2025-01-27');
  for (const { to } of trials) expect(Date.parse(to)).toBeLessThanOrEqual(Date.parse('2025-01-20'));
  expect(await db.memory.findMany({ where: { tags: { has: 'lab' } }, orderBy: { id: 'asc' } })).toMatchObject([
    { agentId: 'growth', type: 'insight', sourceTraceId: `lab:${trials[3]?.runId}` },
    { agentId: 'atlas', type: 'strategy', sourceTraceId: `lab:${trials[3]?.runId}` },
  ]);
  expect(await db.strategy.findFirst()).toMatchObject({ state: 'probation', definition: { strategy: MOMENTUM } });
});

test('a company with too little behind it says so once, and takes no trial', { timeout: PATIENCE_MS }, async () => {
  const db = await play({ from: new Date('2024-03-03T23:00:00Z'), to: new Date('2024-03-04T04:00:00Z') });
  expect(await told(db)).toEqual([
    [
      'strategy.untested',
      'momentum is not tested: its past is too short: 61.0 days hold no 120.0 days of training, 2.0 days between and ' +
        '30.0 days of test, with a fifth kept unseen',
      '2024-03-04',
    ],
  ]);
  expect(await listTrials(db)).toEqual([]);
});

test('with the week’s trials used up no test is asked for, and one that is asked for plays nothing', {
  timeout: PATIENCE_MS,
}, async () => {
  const strategy_policy = { ...defaultPolicies.strategy_policy, trials_per_week: 0 };
  const payload = { task: 'test_strategy', agentId: 'growth', subject: 'momentum' } as const;
  const db = await play({
    policies: { strategy_policy },
    prepare: ({ ctx }) =>
      submitProposal(ctx, {
        ...{ agentId: 'growth', title: 'test it', missionType: 'analysis', dedupeKey: 'test' },
        steps: [{ kind: 'agent_task', payload }],
        origin: { kind: 'operator', id: 'test' },
      }),
  });
  expect(await asked(db)).toEqual([]);
  expect((await told(db)).map(([, title]) => title)).toEqual([
    'momentum is not tested: all 0 trials of the week are used',
  ]);
  expect(await countTrials(db, { by: 'growth', since: new Date(0) })).toBe(0);
});

const labOf = ({ dir }: Planting, options: Parameters<typeof openLab>[1] = {}) => {
  lab = openLab(
    { config: readConfig({ MARKET: 'replay', REPLAY_DIR: dir, SEED: '1' }) },
    { templates: home, ...options },
  );
  return lab;
};
const question = (ledger: readonly Trial[] = []) => ({
  ...{ template: 'momentum', trials: 200, now: MONDAY, by: 'growth', ledger },
});

test('what comes after the midnight before changes nothing that is found', { timeout: PATIENCE_MS }, async () => {
  const found = await labOf(trend).lab.test(question());
  await lab?.close();
  const other = await labOf(turned).lab.test(question());
  if (found.kind !== 'tested' || other.kind !== 'tested') throw new Error('it was refused');
  const played = (trials: readonly Trial[]) => trials.map(({ runId: _, recording: __, ...rest }) => rest);
  expect(played(other.test.trials)).toEqual(played(found.test.trials));
  expect(found.test.trials[3]?.recording).not.toBe(other.test.trials[3]?.recording);
});

test('what the ledger has is answered from it, without a trial', { timeout: PATIENCE_MS }, async () => {
  const opened = labOf(trend);
  const first = await opened.lab.test(question());
  if (first.kind !== 'tested') throw new Error(first.reason);
  const again = await opened.lab.test(question(first.test.trials));
  expect(again).toEqual({ kind: 'tested', test: { ...first.test, trials: [] } });
});

test('a thread that dies, takes too long or is told to end fails its question only', {
  timeout: PATIENCE_MS,
}, async () => {
  const broken = await mkdtemp(join(tmpdir(), 'broken-'));
  await writeFile(join(broken, 'bad.json'), '{');
  await expect(labOf(trend, { templates: broken }).lab.templates()).rejects.toThrow(
    /^the lab’s thread died: .*not JSON/,
  );
  await writeFile(join(broken, 'bad.json'), JSON.stringify(MOMENTUM));
  expect(await lab?.lab.templates()).toEqual([{ name: 'bad', says: MOMENTUM.says, trials: 4 }]);
  await rm(broken, { recursive: true });
  await expect(labOf(trend, { budgetMs: 1 }).lab.test(question())).rejects.toMatchObject({ code: 'lab_too_long' });
  const opened = labOf(trend);
  const ending = expect(opened.lab.test(question())).rejects.toMatchObject({ code: 'lab_closed' });
  await opened.close();
  await ending;
});

test('with live prices and no recorded past nothing can be tested, and it says how to', async () => {
  lab = openLab({ config: { ...readConfig({}), market: 'live' } }, { templates: home });
  expect(await lab.lab.test(question())).toEqual({ kind: 'refused', reason: expect.stringContaining('REPLAY_DIR') });
});
