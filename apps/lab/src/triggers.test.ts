import { openReplayMarket } from '@atc/core/market';
import { type Recording, recordWildDays } from '@atc/lab/testing';
import { type TestFleet, testFleet } from '@atc/workers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const DAYS = 1.5;
/** Half a minute on a machine of its own. */
const PATIENCE_MS = 1_800_000;

let recording: Recording;
let fleet: TestFleet;

beforeAll(async () => {
  recording = await recordWildDays('3', DAYS);
  const market = await openReplayMarket(recording);
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  fleet = await testFleet({ market, policies: { universe }, config: { SEED: '1' }, alone: true });
});
afterAll(async () => {
  await fleet?.close();
  await recording?.remove();
});

test(
  'with the default policies each of the twelve triggers of the specification fires in a wild market',
  async () => {
    const running = await fleet.run();
    await running.ended;
    const rules = await fleet.ctx.db.triggerRule.findMany({ orderBy: { name: 'asc' } });
    expect(rules.filter(({ fireCount }) => fireCount > 0).map(({ name }) => name)).toEqual([
      'max_positions_reached',
      'position_at_risk',
      'proactive_market_research',
      'proactive_performance_review',
      'proactive_review_positions',
      'proactive_risk_analysis',
      'proactive_scan_signals',
      'proactive_system_health',
      'signal_high_confidence',
      'stop_loss_hit',
      'trade_big_loss',
      'trade_big_win',
    ]);
  },
  PATIENCE_MS,
);
