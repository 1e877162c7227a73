import { defaultPolicies } from '@atc/core/company/policies';
import { openReplayMarket } from '@atc/core/market';
import { deskSettings, playDesk } from '@atc/lab/desk';
import { agreementOf } from '@atc/lab/parity';
import { type Recording, recordDays } from '@atc/lab/testing';
import { loadWorld } from '@atc/lab/world';
import { type TestFleet, testFleet } from '@atc/workers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompanyTrades } from './company/store.ts';

const DAYS = 3;
/** Half a minute on a machine of its own. */
const PATIENCE_MS = 1_800_000;

/** No memory leads to another topic and no affinity to a debate, as in the lab. */
const policies = {
  memory_influence_policy: { ...defaultPolicies.memory_influence_policy, enabled: false },
  relationship_drift_policy: { ...defaultPolicies.relationship_drift_policy, enabled: false },
};

let recording: Recording;
let fleet: TestFleet;

beforeAll(async () => {
  recording = await recordDays('a', DAYS);
  const market = await openReplayMarket(recording);
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  fleet = await testFleet({ market, policies: { ...policies, universe }, config: { SEED: '1' }, alone: true });
});
afterAll(async () => {
  await fleet?.close();
  await recording?.remove();
});

test(
  'the lab makes the trades of the whole company: token, times, reason, prices, quantity, result',
  async () => {
    const world = await loadWorld({ seed: '1', ...recording });
    const ours = playDesk(world, deskSettings(world, { policies }));
    const running = await fleet.run();
    await running.ended;
    const theirs = await readCompanyTrades(fleet.ctx.db);
    // What is found at its first instant, when the company does much at once, may differ; what is traded may not.
    expect(agreementOf(theirs, ours.trades).differences).toEqual([]);
    expect(theirs.length).toBeGreaterThan(4);
  },
  PATIENCE_MS,
);
