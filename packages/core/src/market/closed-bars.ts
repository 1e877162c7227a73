import { CompanyError } from '../kernel/errors/index.ts';
import type { Candle } from './candle.ts';
import type { BarsQuery, Market } from './market.ts';
import { resample } from './resample.ts';

/** Bars of one contract in order of time, by index; the only way in is through the functions below. */
export interface BarSeries {
  /** How many bars had closed by an instant. */
  closedBy(at: number): number;
  /** The bar at an index below `closedBy`. */
  at(index: number): Candle;
}

type Reads = Pick<Market, 'bars' | 'barsClosedBetween' | 'price'>;

/**
 * Reads over series that show only what has closed at company time: the one place where looking ahead is made
 * impossible.
 */
export function closedBars(barMs: number, seriesOf: (contract: string) => BarSeries | undefined): Reads {
  const find = (contract: string): BarSeries => {
    const series = seriesOf(contract);
    if (!series) throw new CompanyError('unknown_contract', `the market does not list ${contract}`);
    return series;
  };
  return {
    bars: (contract, query, now) => lastBars(find(contract), { ...query, barMs, now: now.getTime() }),
    barsClosedBetween: (contract, after, until) => {
      const series = find(contract);
      return slice(series, series.closedBy(after.getTime()), series.closedBy(until.getTime()));
    },
    price: (contract, now) => {
      const series = find(contract);
      const count = series.closedBy(now.getTime());
      if (count === 0) return null;
      const last = series.at(count - 1);
      return { price: last.close, at: new Date(last.openAt + barMs) };
    },
  };
}

interface LastBars extends BarsQuery {
  readonly barMs: number;
  readonly now: number;
}

function lastBars(series: BarSeries, { intervalMs, count, barMs, now }: LastBars): readonly Candle[] {
  const per = intervalMs / barMs;
  if (!Number.isInteger(per) || per < 1)
    throw new CompanyError('bad_interval', `bars of ${intervalMs} ms cannot be made from bars of ${barMs} ms`);
  const end = Math.floor(now / intervalMs) * intervalMs;
  const closed = series.closedBy(end);
  const base = slice(series, Math.max(0, closed - per * (count + 1)), closed);
  return resample(base, { fromMs: barMs, toMs: intervalMs, completeUntil: end }).slice(-count);
}

function slice(series: BarSeries, from: number, to: number): Candle[] {
  const bars: Candle[] = [];
  for (let i = from; i < to; i += 1) bars.push(series.at(i));
  return bars;
}
