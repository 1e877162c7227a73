import { freshForMs, isStale, lastPrice, type Market } from '../../market/index.ts';
import type { PriceFacts } from './store.ts';

export type PriceState = 'fresh' | 'stale' | 'none';

export interface PriceReadiness {
  readonly prices: PriceState;
  /** Something is held of which it was told that no price comes: its stop is not watched. */
  readonly unwatched: boolean;
}

/** How prices stand: those of what is held, or where nothing is held those of the market. */
export function judgePrices(facts: PriceFacts, market: Market, now: Date): PriceReadiness {
  const unwatched = facts.missing > 0;
  if (facts.held > 0) {
    const stale = unwatched || (facts.oldestAt !== null && isStale(market, facts.oldestAt, now));
    return { prices: stale ? 'stale' : 'fresh', unwatched };
  }
  if (facts.feedSilent) return { prices: 'stale', unwatched };
  const latest = market.feed ? facts.lastBarAt : latestOf(market, now);
  if (!latest) return { prices: 'none', unwatched };
  // A bar is stored a moment after it has closed.
  const fresh = now.getTime() - latest.getTime() <= 2 * freshForMs(market);
  return { prices: fresh ? 'fresh' : 'stale', unwatched };
}

function latestOf(market: Market, now: Date): Date | null {
  const times = market.contracts().map(({ contract }) => lastPrice(market, contract, now)?.at.getTime() ?? 0);
  const latest = Math.max(0, ...times);
  return latest === 0 ? null : new Date(latest);
}
