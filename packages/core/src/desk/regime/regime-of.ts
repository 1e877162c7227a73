import type { Candle } from '../../market/index.ts';
import { correlation, returnsOf } from '../entries/index.ts';
import type { Regime, RegimeName } from './regime.ts';

/** A token with its closed hourly bars, oldest first. */
export interface TokenHours {
  readonly symbol: string;
  readonly hours: readonly Candle[];
}

/** Fewer hours say nothing of a trend of days. */
const LEAST_HOURS = 72;
const DAY_HOURS = 24;
/** Up to so many tokens above their average the market falls, if its leader does; from so many it rises. */
const FEW = 0.35;
const MANY = 0.65;
/** A leader nearer to its average goes nowhere. */
const LEAST_TREND = 0.005;
const LEADER = 'BTC';

/** What the market is like; null while no token has three days of hourly bars. */
export function regimeOf(tokens: readonly TokenHours[]): Regime | null {
  const known = tokens
    .filter(({ hours }) => hours.length >= LEAST_HOURS)
    .map(({ symbol, hours }) =>
      readToken(
        symbol,
        hours.map(({ close }) => close),
      ),
    );
  const leader = known.find(({ symbol }) => symbol === LEADER) ?? known[0];
  if (!leader) return null;
  const breadth = known.filter(({ trend }) => trend > 0).length / known.length;
  return {
    name: nameOf(breadth, leader.trend),
    leader: leader.symbol,
    leaderTrend: leader.trend,
    breadth,
    change: mean(known.map(({ change }) => change)),
    volatility: median(known.map(({ returns }) => deviation(returns.slice(-DAY_HOURS)))),
    usualVolatility: median(known.map(({ returns }) => deviation(returns))),
    correlation: known.length > 1 ? together(known.map(({ returns }) => returns)) : null,
    tokens: known.length,
  };
}

function readToken(symbol: string, closes: readonly number[]) {
  const [first, last] = [closes[0] ?? 0, closes.at(-1) ?? 0];
  return { symbol, trend: last / mean(closes) - 1, change: last / first - 1, returns: returnsOf(closes) };
}

function nameOf(breadth: number, leaderTrend: number): RegimeName {
  if (breadth <= FEW && leaderTrend < -LEAST_TREND) return 'falling';
  return breadth >= MANY && leaderTrend > LEAST_TREND ? 'rising' : 'ranging';
}

/** How much series move with their mean, over the hours that all of them have. */
function together(series: readonly (readonly number[])[]): number {
  const hours = Math.min(...series.map(({ length }) => length));
  const late = series.map((returns) => returns.slice(-hours));
  const market = Array.from({ length: hours }, (_, hour) => mean(late.map((returns) => returns[hour] ?? 0)));
  return mean(late.map((returns) => correlation(returns, market) ?? 0));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? 0, sorted[middle] ?? 0];
  return (low + high) / 2;
}
