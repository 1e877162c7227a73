import { HOUR_MS } from '../../kernel/time/index.ts';
import type { Market } from '../../market/index.ts';
import type { Regime } from './regime.ts';
import { regimeOf } from './regime-of.ts';

const WEEK = { intervalMs: HOUR_MS, count: 168 } as const;

interface Known {
  readonly hour: number;
  readonly regime: Regime | null;
}

const known = new WeakMap<object, Known>();

/**
 * What the market is like by the hours that have closed by now; null while too few have. Worked out once an hour where
 * the past is all there; bars of a live market may still come in.
 */
export function readRegime(market: Pick<Market, 'contracts' | 'bars' | 'feed'>, now: Date): Regime | null {
  const hour = Math.floor(now.getTime() / HOUR_MS);
  const before = known.get(market);
  if (before?.hour === hour) return before.regime;
  const tokens = market
    .contracts()
    .map(({ contract, symbol }) => ({ symbol, hours: market.bars(contract, WEEK, now) }));
  const regime = regimeOf(tokens);
  if (!market.feed) known.set(market, { hour, regime });
  return regime;
}
