import { readdirSync } from 'node:fs';
import { StartError } from '@atc/core/kernel/errors';
import type { Exchange } from 'ccxt';
import { type Class, type ExchangeOptions, keepToSpot, loadFrom, pointAt, SOURCES } from './load.ts';

/** What an exchange answered last over HTTP. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** One exchange, spoken to through ccxt. Every number that it tells is text, as the exchange wrote it. */
export interface CcxtExchange {
  readonly exchange: Exchange;
  /** Asks for the pairs, once. ccxt itself would keep a failure for ever. */
  loadMarkets(): Promise<void>;
  /** What came back last; null: nothing has since it was forgotten. */
  answered(): Answered | null;
  forget(): void;
  /** Whether an error may pass by itself: nobody answered, the exchange is busy, or what it said cannot be read. */
  mayPass(error: unknown): boolean;
  /** Whether ccxt knows an error as a refusal: of the exchange, or its own to send what makes no sense. */
  isRefusal(error: unknown): boolean;
}

/** Answers after which the same question may be told something else. */
const BUSY: readonly number[] = [418, 429];

/** Opens an exchange's spot markets. Loads nothing of any other; refuses one that ccxt does not know. */
export async function openExchange(options: ExchangeOptions): Promise<CcxtExchange> {
  const { id, url, timeoutMs, keys, sandbox, send } = options;
  if (!knownExchanges().includes(id)) throw new StartError('ccxt', `ccxt knows no exchange ${id}`);
  const Known = await loadFrom<new (config: object) => Exchange>(`${id}.js`, 'default');
  const [Failed, Passing] = await Promise.all(['BaseError', 'OperationFailed'].map((name) => loadFrom(ERRORS, name)));
  const exchange = new Known({ ...keys, number: String, timeout: timeoutMs });
  if (send) exchange.fetchImplementation = send;
  if (sandbox) exchange.setSandboxMode(true);
  if (url !== undefined) pointAt(exchange.urls.api, url);
  keepToSpot(exchange);
  const { answered, forget } = listen(exchange);
  const loadMarkets = async () => {
    await exchange.loadMarkets(Object.keys(exchange.markets ?? {}).length === 0);
  };
  const mayPass = (error: unknown): boolean => {
    const status = answered()?.status ?? 0;
    if (status >= 400 && status < 500 && !BUSY.includes(status)) return false;
    return isOf(error, Passing) || !isOf(error, Failed);
  };
  const isRefusal = (error: unknown): boolean => isOf(error, Failed) && !isOf(error, Passing);
  return { exchange, loadMarkets, answered, forget, mayPass, isRefusal };
}

const ERRORS = 'base/errors.js';

function knownExchanges(): readonly string[] {
  return readdirSync(SOURCES).flatMap((file) => /^([a-z0-9]+)\.js$/.exec(file)?.[1] ?? []);
}

function isOf(error: unknown, kind: Class | undefined): boolean {
  return kind !== undefined && error instanceof kind;
}

/**
 * Hears every answer at the place that ccxt keeps for it, before it makes an error or a structure of it. Of one that is
 * broken off it would make an empty one: no pairs, no candles, nothing held.
 */
function listen(exchange: Exchange): Pick<CcxtExchange, 'answered' | 'forget'> {
  let last: Answered | null = null;
  exchange.onRestResponse = (...[status, , , , headers, body]) => {
    last = { status, headers: new Headers(headers), body };
    if (status < 300 && !isJson(body)) throw new Error(`${exchange.id} answered what cannot be read`);
    return body.trim();
  };
  return {
    answered: () => last,
    forget: () => {
      last = null;
    },
  };
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
