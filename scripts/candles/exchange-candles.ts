import { setTimeout as pause } from 'node:timers/promises';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { Decimal } from '@atc/core/kernel/money';
import { retryAfterMs } from '@atc/core/kernel/time';
import { type CcxtExchange, openExchange } from '@atc/venues/ccxt';
import { z } from 'zod';
import type { CandleOrder } from './candle-order.ts';

const PLAIN = /^\d+(\.\d+)?$/;
/** As the exchange wrote it, but never as a power of ten. */
const number = z
  .union([z.string(), z.number()])
  .transform((told) => (PLAIN.test(String(told)) ? String(told) : new Decimal(told).toFixed()));
const candles = z.array(z.tuple([z.number().int(), number, number, number, number, number]).rest(z.unknown()));

/** One candle as a line of the file: opening time in UTC milliseconds, open, high, low, close, volume. */
export interface Line {
  readonly openMs: number;
  readonly text: string;
}

export interface CandleSource {
  /** Intervals that it has, in milliseconds by name. */
  readonly intervals: Readonly<Record<string, number>>;
  /** The most candles it gives at once. */
  readonly pageSize: number;
  /** Candles from an opening time on, oldest first, at most a page; none where it has none in the span of that page. */
  fetchPage(order: CandleOrder, fromMs: number): Promise<readonly Line[]>;
}

export interface SourceOptions {
  /** As ccxt names it. */
  readonly id: string;
  /** Address that is asked instead of the exchange's own. */
  readonly url?: string | undefined;
  /** Pause before the first retry; it doubles with each. */
  readonly backOffMs: number;
}

const TRIES = 6;
const TIMEOUT_MS = 20_000;
/** Where ccxt does not know how much an exchange gives at once: all give as much. */
const LEAST_PAGE = 100;

/** An exchange that ccxt knows, as a source of candles. Retries what may pass, gives up after six tries. */
export async function openCandles({ id, url, backOffMs }: SourceOptions): Promise<CandleSource> {
  const opened = await openExchange({ id, url, timeoutMs: TIMEOUT_MS });
  const { exchange } = opened;
  const pageSize: number = exchange.features?.spot?.fetchOHLCV?.limit ?? LEAST_PAGE;
  return {
    intervals: intervalsOf(opened),
    pageSize,
    fetchPage: async ({ pair, interval }, fromMs) => {
      await patiently(opened, backOffMs, opened.loadMarkets);
      const told = await patiently(opened, backOffMs, () => exchange.fetchOHLCV(pair, interval, fromMs, pageSize));
      return candles
        .parse(told)
        .map(([openMs, ...values]) => ({ openMs, text: [openMs, ...values.slice(0, 5)].join() }));
    },
  };
}

/** A month has no one length. */
function intervalsOf({ exchange }: CcxtExchange): CandleSource['intervals'] {
  if (exchange.has.fetchOHLCV !== true) return {};
  const names = Object.keys(exchange.timeframes ?? {}).filter((name) => !name.endsWith('M'));
  return Object.fromEntries(names.map((name) => [name, exchange.parseTimeframe(name) * 1000]));
}

async function patiently<T>(opened: CcxtExchange, backOffMs: number, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    opened.forget();
    try {
      return await ask();
    } catch (error) {
      if (!opened.mayPass(error) || attempt === TRIES) throw failure(opened, error);
      const asked = retryAfterMs(opened.answered()?.headers ?? new Headers(), new Date());
      await pause(Math.max(asked ?? 0, backOffMs * 2 ** (attempt - 1)));
    }
  }
}

function failure({ answered, exchange, mayPass }: CcxtExchange, error: unknown): StartError {
  const said = answered();
  if (said && said.status >= 400)
    return new StartError('fetch_failed', `${exchange.id} answered ${said.status}: ${said.body.slice(0, 200)}`);
  const silent = !said && mayPass(error);
  const why = silent ? `cannot be reached (${errorText(error)}): this command needs the internet` : errorText(error);
  return new StartError('fetch_failed', silent ? `${exchange.id} ${why}` : why);
}
