import { readdirSync } from 'node:fs';
import { StartError } from '@atc/core/kernel/errors';
import type { Exchange } from 'ccxt';

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

export interface ExchangeOptions {
  /** As ccxt names it, for example `binance`. */
  readonly id: string;
  /** Address that is asked instead of the exchange's own, without a slash at its end. */
  readonly url?: string | undefined;
  readonly timeoutMs: number;
  readonly keys?: ExchangeKeys | null | undefined;
  /** Its sandbox is asked instead: play money. */
  readonly sandbox?: boolean | undefined;
  /** What sends requests instead of ccxt's own. */
  readonly send?: typeof fetch | undefined;
}

export interface ExchangeKeys {
  readonly apiKey: string;
  readonly secret: string;
  /** A passphrase, where the exchange has one. */
  readonly password?: string | undefined;
}

type Class = abstract new (...given: never) => unknown;

// The package's front door loads more than a hundred exchanges, in seconds and 120 MB; each has its own file behind it.
const SOURCES = new URL('src/', import.meta.resolve('ccxt'));
/** Answers after which the same question may be told something else. */
const BUSY: readonly number[] = [418, 429];

/** Opens an exchange's spot markets. Loads nothing of any other; refuses one that ccxt does not know. */
export async function openExchange(options: ExchangeOptions): Promise<CcxtExchange> {
  const { id, url, timeoutMs, keys, sandbox, send } = options;
  if (!knownExchanges().includes(id)) throw new StartError('ccxt', `ccxt knows no exchange ${id}`);
  const Known = await load<new (config: object) => Exchange>(`${id}.js`, 'default');
  const [Failed, Passing] = await Promise.all(['BaseError', 'OperationFailed'].map((name) => load(ERRORS, name)));
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

async function load<T = Class>(file: string, name: string): Promise<T> {
  const loaded: Readonly<Record<string, T | undefined>> = await import(new URL(file, SOURCES).href);
  const found = loaded[name];
  if (found) return found;
  throw new StartError('ccxt', `the installed ccxt has no ${name} in ${file}`);
}

function isOf(error: unknown, kind: Class | undefined): boolean {
  return kind !== undefined && error instanceof kind;
}

/** Gives the addresses of an exchange's interface another host. They are texts, some of them in groups. */
function pointAt(api: Exchange['urls']['api'], url: string): void {
  for (const [name, value] of Object.entries(api)) {
    if (typeof value === 'string') api[name] = value.replace(/^https?:\/\/[^/]+/, url);
    else if (value) pointAt(value, url);
  }
}

/** An exchange that lists what else it trades is not asked for it. */
function keepToSpot({ options }: Exchange): void {
  // With a key it would be asked for its margin pairs too.
  options.fetchMargins = false;
  // Bitget would be asked which kind of account it is, and a lost answer would be taken for the older one for ever.
  options.uta = false;
  const types: unknown = options.fetchMarkets?.types;
  if (Array.isArray(types) && types.includes('spot')) options.fetchMarkets.types = ['spot'];
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
