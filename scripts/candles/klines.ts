import { setTimeout as pause } from 'node:timers/promises';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { retryAfterMs } from '@atc/core/kernel/time';
import { z } from 'zod';
import type { CandleOrder } from './candle-order.ts';

const number = z.string().regex(/^\d+(\.\d+)?$/);
const page = z.array(z.tuple([z.number().int(), number, number, number, number, number]).rest(z.unknown()));

/** One candle as a line of the file: opening time in UTC milliseconds, open, high, low, close, volume. */
export interface Line {
  readonly openMs: number;
  readonly text: string;
}

export interface Exchange {
  /** Address of the exchange's REST interface, without a slash at its end. */
  readonly url: string;
  /** Pause before the first retry; it doubles with each. */
  readonly backOffMs: number;
}

const PAGE = 1000;
const TRIES = 6;
const TIMEOUT_MS = 20_000;

/**
 * Candles of the order from an opening time on, at most a page of 1000; retries what may pass, gives up after six
 * tries.
 */
export async function fetchPage(exchange: Exchange, order: CandleOrder, fromMs: number): Promise<readonly Line[]> {
  const query = new URLSearchParams({
    symbol: order.pair,
    interval: order.interval,
    startTime: String(fromMs),
    endTime: String(order.toMs - 1),
    limit: String(PAGE),
  });
  const rows = page.parse(await fetchJson(exchange, `${exchange.url}/api/v3/klines?${query}`));
  return rows.map(([openMs, ...values]) => ({ openMs, text: [openMs, ...values.slice(0, 5)].join(',') }));
}

async function fetchJson(exchange: Exchange, url: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) =>
      errorText(error),
    );
    if (typeof answer !== 'string' && answer.ok) return answer.json();
    const mayPass = typeof answer === 'string' || answer.status === 429 || answer.status >= 500;
    if (!mayPass || attempt === TRIES)
      throw new StartError('fetch_failed', `${new URL(url).host} ${await complaint(answer)}`);
    const asked = typeof answer === 'string' ? null : retryAfterMs(answer.headers, new Date());
    await pause(Math.max(asked ?? 0, exchange.backOffMs * 2 ** (attempt - 1)));
  }
}

async function complaint(answer: Response | string): Promise<string> {
  if (typeof answer === 'string') return `cannot be reached (${answer}): this command needs the internet`;
  return `answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`;
}
