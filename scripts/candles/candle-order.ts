import { StartError } from '@atc/core/kernel/errors';

/**
 * Which candles to fetch: a pair as the exchange names it, an interval, and the span of opening times, end excluded.
 */
export interface CandleOrder {
  readonly pair: string;
  readonly interval: string;
  readonly intervalMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const INTERVALS: Readonly<Record<string, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': DAY_MS,
};
const QUOTES = /^([A-Z0-9]{1,15}?)(USDT|USDC|FDUSD|BUSD|USD|BTC|ETH|EUR)$/;

/**
 * Reads `SOLUSDT 5m 2025-01-01 2025-03-31`, both days included, UTC. Refuses, in one line, what it cannot understand.
 */
export function readOrder([pair = '', interval = '', from = '', to = '']: readonly string[]): CandleOrder {
  const intervalMs = INTERVALS[interval];
  if (!QUOTES.test(pair)) throw refused(`${pair || 'no pair'} is not a pair such as SOLUSDT`);
  if (!intervalMs) throw refused(`${interval || 'no interval'} is not one of ${Object.keys(INTERVALS).join(', ')}`);
  const [fromMs, toMs] = [dayOf(from), dayOf(to) + DAY_MS];
  if (toMs <= fromMs) throw refused(`${to} is before ${from}`);
  return { pair, interval, intervalMs, fromMs, toMs };
}

/** The file's name as the replay market reads it: `SOL_USDT-5m.csv`. */
export function fileName({ pair, interval }: CandleOrder): string {
  const [, base = pair, quote = ''] = QUOTES.exec(pair) ?? [];
  return `${base}_${quote}-${interval}.csv`;
}

function dayOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day such as 02-30 would silently become another one.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw refused(`${text || 'no date'} is not a day such as 2025-01-31`);
  return time;
}

function refused(what: string): StartError {
  return new StartError('bad_order', `${what}; for example: npm run data:fetch -- SOLUSDT 5m 2025-01-01 2025-03-31`);
}
