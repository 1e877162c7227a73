import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicies, type Policies } from '@atc/core/company/policies';
import { submitProposal } from '@atc/core/loop/proposals';
import { countTrials, listTrials } from '@atc/core/loop/trials';
import { openReplayMarket } from '@atc/core/market';
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
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'templates-'));
  await writeFile(join(home, 'momentum.json'), JSON.stringify(MOMENTUM));
  trend = await plantRecording({ seed: '1', days: DAYS, drift: 0.02 });
});
afterAll(() => Promise.all([rm(home, { recursive: true }), trend.remove()]));

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
