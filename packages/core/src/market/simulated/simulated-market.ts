import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../candle.ts';
import { type CandleColumns, columnsFor } from '../candle-columns.ts';
import { type BarSeries, closedBars } from '../closed-bars.ts';
import type { ListedContract, Market } from '../market.ts';
import { precisionOf } from '../precision.ts';
import { dayBars, MINUTES } from './day-bars.ts';
import { dayReturn } from './day-walk.ts';
import { randomOf } from './random.ts';
import { type SimulatedToken, simulatedTokens } from './tokens.ts';

export interface SimulatedOptions {
  readonly seed: string;
}

/** Company time of a simulated world begins here, with days of history behind it. */
const STARTS_AT = new Date('2025-01-06T14:30:00Z');
const HISTORY_DAYS = 20;
/** What a lively opening adds to its day, in days' volatilities. */
const LIVELY_GAIN = 1.5;
const FIRST_DAY = Math.floor(STARTS_AT.getTime() / DAY_MS) - HISTORY_DAYS;
/** Days of minutes kept per token; older ones are made again when asked for. */
const DAYS_KEPT = 9;

/**
 * A market without a network: ten tokens with regimes, runs, jumps and volume. Every bar is a pure function of the
 * seed.
 */
export function openSimulatedMarket({ seed }: SimulatedOptions): Market {
  const series = new Map(simulatedTokens.map((token) => [token.contract, simulatedSeries(seed, token)]));
  return {
    name: 'simulated',
    range: `${simulatedTokens.length} simulated tokens from ${STARTS_AT.toISOString()}`,
    barMs: MINUTE_MS,
    startsAt: STARTS_AT,
    endsAt: null,
    contracts: () => simulatedTokens.map(listed),
    ...closedBars(MINUTE_MS, (contract) => series.get(contract)),
    nextBarCloseAfter: (now) => new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS),
  };
}

/**
 * A world opens on a lively morning: one token at the least, and each other one with a chance of one in five, is in a
 * run.
 */
function isLively(seed: string, token: SimulatedToken): boolean {
  const chosen = Math.floor(randomOf(`${seed}|opening`)() * simulatedTokens.length);
  return simulatedTokens[chosen] === token || randomOf(`${seed}|opening|${token.symbol}`)() < 0.2;
}

function listed({ contract, symbol, price }: SimulatedToken): ListedContract {
  return {
    contract,
    symbol,
    quote: 'USDT',
    ...precisionOf({ low: price, high: price }),
    firstBarAt: new Date(FIRST_DAY * DAY_MS),
  };
}

/** Minutes of a token by index since the first day, made a day at a time. */
function simulatedSeries(seed: string, token: SimulatedToken): BarSeries {
  const opens = [Math.log(token.price)];
  const lively = isLively(seed, token);
  const totalOf = (day: number): number =>
    dayReturn(seed, token, FIRST_DAY + day) + (lively && day === HISTORY_DAYS ? LIVELY_GAIN * token.volatility : 0);
  const openOf = (day: number): number => {
    for (let known = opens.length; known <= day; known += 1) opens.push((opens[known - 1] ?? 0) + totalOf(known - 1));
    return opens[day] ?? 0;
  };
  const dayOf = recentDays((day) =>
    dayBars({
      seed,
      token,
      day: FIRST_DAY + day,
      open: openOf(day),
      total: totalOf(day),
      opensLively: lively && day === HISTORY_DAYS,
    }),
  );
  return {
    closedBy: (at) => Math.max(0, Math.floor(at / MINUTE_MS) - FIRST_DAY * MINUTES),
    at: (index) => dayOf(Math.floor(index / MINUTES)).at(index % MINUTES),
  };
}

/** Makes a day's bars when they are asked for and keeps the days that were asked for last. */
function recentDays(make: (day: number) => readonly Candle[]): (day: number) => CandleColumns {
  const days = new Map<number, CandleColumns>();
  let latest = { day: Number.NaN, columns: columnsFor(0) };
  return (day) => {
    if (latest.day === day) return latest.columns;
    const columns = days.get(day) ?? columnsOf(make(day));
    days.delete(day);
    days.set(day, columns);
    const [oldest = day] = days.keys();
    if (days.size > DAYS_KEPT) days.delete(oldest);
    latest = { day, columns };
    return columns;
  };
}

function columnsOf(bars: readonly Candle[]): CandleColumns {
  const columns = columnsFor(bars.length);
  for (const bar of bars) columns.push(bar);
  return columns;
}
