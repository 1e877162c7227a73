import { readRegime } from '../../desk/regime/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { indicatorsOf, type Market } from '../../market/index.ts';
import type { Chart } from './chart-evidence.ts';
import { type Assessment, assessSignal } from './confidence.ts';

const QUARTER_MS = 15 * MINUTE_MS;
const FIVE_MS = 5 * MINUTE_MS;

/** The bars that a signal is judged by, as they stood at an instant, with their indicators. */
export function readCandles(market: Market, contract: string, at: Date): Chart {
  const hours = market.bars(contract, { intervalMs: HOUR_MS, count: 120 }, at);
  const quarters = market.bars(contract, { intervalMs: QUARTER_MS, count: 120 }, at);
  const fives = market.bars(contract, { intervalMs: FIVE_MS, count: 150 }, at);
  const regime = readRegime(market, at);
  return { hours, quarters, fives, hourly: indicatorsOf(hours), quarterly: indicatorsOf(quarters), regime };
}

/**
 * What the chart alone said, or says, for buying a contract at an instant: no source, no claim. Null with too few bars.
 */
export function readChart(market: Market, contract: string, at: Date): Assessment | null {
  return assessSignal({
    ...readCandles(market, contract, at),
    signalType: 'buy',
    sourceRecord: { wins: 0, losses: 0, averagePct: 0 },
    claimedConfidence: null,
  });
}
