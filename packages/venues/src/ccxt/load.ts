import { StartError } from '@atc/core/kernel/errors';
import type { Exchange } from 'ccxt';

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

/** A class of ccxt's, whatever it is made of. */
export type Class = abstract new (...given: never) => unknown;

/** ccxt's files. Its front door loads more than a hundred exchanges, in seconds and 120 MB. */
export const SOURCES = new URL('src/', import.meta.resolve('ccxt'));

/** Loads one thing out of one of ccxt's files. */
export async function loadFrom<T = Class>(file: string, name: string): Promise<T> {
  const loaded: Readonly<Record<string, T | undefined>> = await import(new URL(file, SOURCES).href);
  const found = loaded[name];
  if (found) return found;
  throw new StartError('ccxt', `the installed ccxt has no ${name} in ${file}`);
}

/** Gives the addresses of an exchange's interface another host. They are texts, some of them in groups. */
export function pointAt(api: Exchange['urls']['api'], url: string): void {
  const [asked, streamed] = [url, url.replace(/^http/, 'ws')];
  for (const [name, value] of Object.entries(api)) {
    if (typeof value === 'string')
      api[name] = value.replace(/^https?:\/\/[^/]+/, asked).replace(/^wss?:\/\/[^/]+/, streamed);
    else if (value) pointAt(value, url);
  }
}

/** An exchange that lists what else it trades is not asked for it. */
export function keepToSpot({ options }: Exchange): void {
  // With a key it would be asked for its margin pairs too.
  options.fetchMargins = false;
  // Bitget would be asked which kind of account it is, and a lost answer would be taken for the older one for ever.
  options.uta = false;
  const types: unknown = options.fetchMarkets?.types;
  if (Array.isArray(types) && types.includes('spot')) options.fetchMarkets.types = ['spot'];
}
