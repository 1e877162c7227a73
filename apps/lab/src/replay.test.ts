import { openReplayMarket } from '@atc/core/market';
import { differing, hashOfState, listState, type StateHash } from '@atc/lab/state';
import { type Recording, recordDays } from '@atc/lab/testing';
import { availableQueueBackends } from '@atc/stack/testing';
import { bundleDoomed, runDoomed, type TestFleet, testFleet } from '@atc/workers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTheLab } from './company/index.ts';
import { readCompanyTrades } from './company/store.ts';

/** Under a day: after one, a lead of the first instant is news again. */
const DAYS = 0.95;
const SEED = '1';
/** Half a minute each on a machine of its own. */
const PATIENCE_MS = 1_800_000;

let recording: Recording;
const fleets: TestFleet[] = [];

beforeAll(async () => {
  recording = await recordDays('a', DAYS);
});
afterAll(async () => {
  for (const fleet of fleets) await fleet.close();
  await recording?.remove();
});

type FleetOptions = Parameters<typeof testFleet>[0];

async function openFleet({ policies = {}, ...options }: NonNullable<FleetOptions>): Promise<TestFleet> {
  const market = await openReplayMarket(recording);
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  const fleet = await testFleet({ market, policies: { ...policies, universe }, config: { SEED }, ...options });
  fleets.push(fleet);
  return fleet;
}

/** Plays a company to the end of the recording; what came of it. */
async function playOn(fleet: TestFleet): Promise<StateHash> {
  const running = await fleet.run();
  await running.ended;
  await running.stop();
  return hashOfState(await listState(fleet.ctx.db));
}

const playAlone = async () => playOn(await openFleet({ alone: true }));
let first: Promise<StateHash> | null = null;
const once = (): Promise<StateHash> => {
  first ??= playAlone();
  return first;
};

test('a recording that is played twice leaves the same state, table by table', { timeout: PATIENCE_MS }, async () => {
  const again = await playAlone();
  expect(differing(await once(), again)).toEqual([]);
  expect(again.tables.find(({ table }) => table === 'outcomes')?.rows).toBeGreaterThan(0);
});

test('a play that is killed again and again comes to the same state', { timeout: PATIENCE_MS }, async () => {
  const whole = await once();
  const fleet = await openFleet({ alone: true });
  const program = await bundleDoomed('play-until-killed');
  const { dir, from, to } = recording;
  const told = { databaseUrl: fleet.databaseUrl, seed: SEED };
  const played = { dir, from: from.toISOString(), to: to.toISOString() };
  for (const statement of [701, 1999, 3000])
    expect(await runDoomed(fleet.ctx, program, { ...told, recording: played, statement })).toBe(true);
  await program.remove();
  await fleet.ctx.clock.refresh();
  expect(differing(whole, await playOn(fleet))).toEqual([]);
});

/** What is said depends on who of four speaks first: as in the lab, no memory and no quarrel leads to a trade. */
let calmly: Promise<readonly [TestFleet, StateHash]> | null = null;
async function onceCalmly(): Promise<readonly [TestFleet, StateHash]> {
  const fleet = await openFleet({ alone: true, policies: asTheLab });
  return [fleet, await playOn(fleet)];
}

test.each(availableQueueBackends())(
  'four jobs at once on %s make the same trades and tell the same of them',
  { timeout: PATIENCE_MS },
  async (backend) => {
    calmly ??= onceCalmly();
    const [alone, whole] = await calmly;
    const fleet = await openFleet({ backend, policies: asTheLab });
    const differ = differing(whole, await playOn(fleet));
    // What is found at the very first instant, when six rules are due and four jobs run at once, may differ.
    expect(differ).not.toContain('fills');
    // Whether the beat of the instant at which a trade closes learns from it already is a matter of luck.
    expect(await readCompanyTrades(fleet.ctx.db)).toEqual(await readCompanyTrades(alone.ctx.db));
    expect(await toldOfTrades(fleet)).toEqual(await toldOfTrades(alone));
  },
);

/** What was told of trades, with its time in company time. */
async function toldOfTrades(fleet: TestFleet): Promise<readonly string[]> {
  const told = await fleet.ctx.db.event.findMany({ where: { kind: { startsWith: 'trade.' } } });
  return told.map(({ kind, title, occurredAt }) => `${occurredAt.toISOString()} ${kind} ${title}`).toSorted();
}
