import { MINUTE_MS } from '@atc/core/kernel/time';
import type { BarsQuery, Indicators, SeriesMarket } from '@atc/core/market';
import type { CheckLine } from './check.ts';

/** The most that longer history may change an indicator by, as a share of its scale. */
const MOST = 1e-3;
const LONGER = [2, 4] as const;

/** Indicators in the units of prices; the others go from 0 to 100. */
const PRICED = ['ema20', 'sma20', 'atr14', 'macd', 'lower', 'upper'] as const;
const WHOLE = 100;

/** Where indicators are read. */
export interface Read {
  readonly market: SeriesMarket;
  /** Bars that the strategy reads. */
  readonly query: BarsQuery;
  readonly instants: readonly Date[];
}

/**
 * Checks that each indicator is what it would be with two and four times as many bars: one that changes is not the same
 * in a desk that has run longer. Differences are shares of its scale, that of prices the price itself.
 */
export function checkRecursion({ market, query, instants }: Read): CheckLine {
  const worst = new Map<string, number>();
  for (const { contract } of market.contracts())
    for (const now of instants)
      for (const [name, difference] of differencesOf(market, { contract, query, now }))
        worst.set(name, Math.max(worst.get(name) ?? 0, difference));
  const sorted = [...worst].sort(([, a], [, b]) => b - a);
  const found = sorted.slice(0, 3).map(([name, difference]) => `${name} ${difference.toExponential(1)}`);
  return {
    name: `recursion, ${query.count} bars of ${query.intervalMs / MINUTE_MS} minutes`,
    passed: sorted.length > 0 && sorted.every(([, difference]) => difference <= MOST),
    found: found.length > 0 ? `of its scale: ${found.join(', ')}` : 'no instant with so many bars',
  };
}

interface Asked {
  readonly contract: string;
  readonly query: BarsQuery;
  readonly now: Date;
}

function differencesOf(market: SeriesMarket, { contract, query, now }: Asked): readonly (readonly [string, number])[] {
  const price = market.price(contract, now)?.price;
  if (!price) return [];
  const known = valuesOf(market.indicators(contract, query, now));
  return LONGER.flatMap((times) => {
    const more = { ...query, count: query.count * times };
    if (market.bars(contract, more, now).length < more.count) return [];
    const longer = valuesOf(market.indicators(contract, more, now));
    return [...known].map(([name, value]) => {
      const scale = PRICED.some((one) => one === name) ? price : WHOLE;
      return [name, Math.abs((longer.get(name) ?? Number.POSITIVE_INFINITY) - value) / scale] as const;
    });
  });
}

function valuesOf(indicators: Indicators): ReadonlyMap<string, number> {
  const { bands, macd, ...plain } = indicators;
  const all = Object.entries({ ...plain, macd: macd?.histogram, lower: bands?.lower, upper: bands?.upper });
  return new Map(all.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : [])));
}
