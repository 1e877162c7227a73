import { StartError } from '@atc/core/kernel/errors';
import { DAY_MS } from '@atc/core/kernel/time';

/** Which candles to fetch: an exchange and a pair as ccxt names them, and the span of opening times, end excluded. */
export interface CandleWish {
  readonly exchange: string;
  readonly pair: string;
  readonly interval: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A wish for an interval that the exchange has. */
export interface CandleOrder extends CandleWish {
  readonly intervalMs: number;
}

const PAIR = /^([A-Z0-9]{1,15})\/([A-Z0-9]{1,15})$/;
/** A pair without a slash, told by what it is quoted in. */
const JOINED = /^([A-Z0-9]{1,15}?)(USDT|USDC|FDUSD|BUSD|USD|BTC|ETH|EUR)$/;

/**
 * Reads `binance SOL/USDT 5m 2025-01-01 2025-03-31`, both days included, UTC. Without an exchange it is Binance, and a
 * pair may lack its slash. Refuses, in one line, what it cannot understand.
 */
export function readWish(given: readonly string[]): CandleWish {
  const [exchange = 'binance', pair = '', interval = '', from = '', to = ''] =
    given.length > 4 ? given : ['binance', ...given];
  const [, base, quote] = PAIR.exec(pair) ?? JOINED.exec(pair) ?? [];
  if (!base || !quote) throw refused(`${pair || 'no pair'} is not a pair such as SOL/USDT`);
  const [fromMs, toMs] = [dayOf(from), dayOf(to) + DAY_MS];
  if (toMs <= fromMs) throw refused(`${to} is before ${from}`);
  return { exchange, pair: `${base}/${quote}`, interval, fromMs, toMs };
}

/** The wish as an order; refuses an interval that the exchange does not have. Intervals are milliseconds by name. */
export function orderOf(wish: CandleWish, intervals: Readonly<Record<string, number>>): CandleOrder {
  const intervalMs = intervals[wish.interval];
  if (intervalMs) return { ...wish, intervalMs };
  const has = Object.keys(intervals).join(', ') || 'none: it tells no candles';
  throw refused(`${wish.interval || 'no interval'} is not one of those of ${wish.exchange}: ${has}`);
}

/** The file's name as the replay market reads it: `SOL_USDT-5m.csv`. */
export function fileName({ pair, interval }: CandleWish): string {
  return `${pair.replace('/', '_')}-${interval}.csv`;
}

/** Where an exchange's candles go unless told: one file never holds the candles of two exchanges. */
export function folderOf({ exchange }: CandleWish): string {
  return exchange === 'binance' ? 'candles' : `candles/${exchange}`;
}

function dayOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day such as 02-30 would silently become another one.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw refused(`${text || 'no date'} is not a day such as 2025-01-31`);
  return time;
}

function refused(what: string): StartError {
  const example = 'npm run data:fetch -- binance SOL/USDT 5m 2025-01-01 2025-03-31';
  return new StartError('bad_order', `${what}; for example: ${example}`);
}
