import type { Candle } from '../candle.ts';
import { type BarSeries, closedBars } from '../closed-bars.ts';
import type { ListedContract, Market } from '../market.ts';
import { precisionOf } from '../replay/replay-market.ts';
import { DAY_MS, dayBars, MINUTE_MS, MINUTES } from './day-bars.ts';
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

/** A market without a network: ten tokens with regimes, runs, jumps and volume. Every bar is a pure function of the seed. */
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

/** A world opens on a lively morning: one token at the least, and each other one with a chance of one in five, is in a run. */
function isLively(seed: string, token: SimulatedToken): boolean {
  const chosen = Math.floor(randomOf(`${seed}|opening`)() * simulatedTokens.length);
  return simulatedTokens[chosen] === token || randomOf(`${seed}|opening|${token.symbol}`)() < 0.2;
}

function listed({ contract, symbol, price }: SimulatedToken): ListedContract {
  return { contract, symbol, quote: 'USDT', ...precisionOf(price), firstBarAt: new Date(FIRST_DAY * DAY_MS) };
}

/** Minutes of a token by index since the first day, made a day at a time. */
function simulatedSeries(seed: string, token: SimulatedToken): BarSeries {
  const opens = [Math.log(token.price)];
  const days = new Map<number, readonly Candle[]>();
  const lively = isLively(seed, token);
  const totalOf = (day: number): number =>
    dayReturn(seed, token, FIRST_DAY + day) + (lively && day === HISTORY_DAYS ? LIVELY_GAIN * token.volatility : 0);
  const openOf = (day: number): number => {
    for (let known = opens.length; known <= day; known += 1) opens.push((opens[known - 1] ?? 0) + totalOf(known - 1));
    return opens[day] ?? 0;
  };
  const dayOf = (day: number): readonly Candle[] => {
    const known = days.get(day);
    if (known) return known;
    const made = dayBars({
      seed,
      token,
      day: FIRST_DAY + day,
      open: openOf(day),
      total: totalOf(day),
      opensLively: lively && day === HISTORY_DAYS,
    });
    days.set(day, made);
    if (days.size > DAYS_KEPT) days.delete(Math.min(...days.keys()));
    return made;
  };
  return {
    closedBy: (at) => Math.max(0, Math.floor(at / MINUTE_MS) - FIRST_DAY * MINUTES),
    at: (index) => {
      const bar = dayOf(Math.floor(index / MINUTES))[index % MINUTES];
      if (!bar) throw new RangeError(`there is no bar ${index}`);
      return bar;
    },
  };
}
