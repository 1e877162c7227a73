import { CompanyError, StartError } from '../../kernel/errors/index.ts';
import { type BarColumns, columnsOf } from '../bar-columns.ts';
import type { Indicators } from '../indicators/index.ts';
import type { BarsQuery, Market } from '../market.ts';
import { type TokenSeries, tokenSeries } from './token-series.ts';

/** A market whose bars are all in memory and end at an instant. */
export interface SeriesMarket extends Market {
  readonly endsAt: Date;
  /** The bars of a contract as columns. */
  columns(contract: string): BarColumns;
  /** The indicators after the last of so many bars of an interval. */
  indicators(contract: string, query: BarsQuery, now: Date): Indicators;
}

/**
 * Takes every bar of a market until an instant into memory; its reads say what those of the market say. Hears how many
 * contracts it has taken. Throws a `StartError` where a bar does not begin at a multiple of its interval.
 */
export function seriesMarket(
  market: Market,
  endsAt: Date,
  taken: (contracts: number) => void = () => undefined,
): SeriesMarket {
  const series = new Map<string, TokenSeries>();
  for (const { contract } of market.contracts()) {
    series.set(contract, seriesOf(market, contract, endsAt));
    taken(series.size);
  }
  const find = (contract: string): TokenSeries => {
    const known = series.get(contract);
    if (!known) throw new CompanyError('unknown_contract', `the market does not list ${contract}`);
    return known;
  };
  const contracts = market.contracts();
  const closes = closesOf([...series.values()].map(({ base }) => base));
  return {
    ...{ name: market.name, range: market.range, barMs: market.barMs, startsAt: market.startsAt, endsAt },
    contracts: () => contracts,
    columns: (contract) => find(contract).base,
    bars: (contract, query, now) => find(contract).bars(query, now),
    barsClosedBetween: (contract, after, until) => find(contract).between(after, until),
    price: (contract, now) => {
      const last = find(contract).last(now);
      return last && { price: last.close, at: new Date(last.openAt + market.barMs) };
    },
    nextBarCloseAfter: (now) => {
      const next = firstAfter(closes, now.getTime());
      return next === undefined ? null : new Date(next);
    },
    indicators: (contract, query, now) => find(contract).indicators(query, now),
  };
}

function seriesOf(market: Market, contract: string, endsAt: Date): TokenSeries {
  const bars = market.barsClosedBetween(contract, new Date(0), endsAt);
  try {
    return tokenSeries(columnsOf(bars, market.barMs));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new StartError('uneven_bars', `${contract} cannot be kept in columns: ${cause.message}`, { cause });
  }
}

/** When a bar of any token closes, each instant once. */
function closesOf(all: readonly BarColumns[]): Float64Array {
  const closes = new Set(all.flatMap(({ openAt, intervalMs }) => Array.from(openAt, (at) => at + intervalMs)));
  return Float64Array.from(closes).sort();
}

function firstAfter(sorted: Float64Array, at: number): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
