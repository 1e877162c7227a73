import { readdirSync } from 'node:fs';
import type { Exchange } from 'ccxt';
import { type ExchangeOptions, keepToSpot, loadFrom, pointAt, SOURCES } from './load.ts';

/** Tickers that an exchange pushes. Numbers are text, as with what is asked. */
export interface TickerStream {
  /** Waits until one of the pairs has a new ticker: the last of each. Rejects where the connection breaks. */
  next(pairs: readonly string[]): Promise<unknown>;
  /** Ends the connection; whoever waits is rejected. */
  close(): Promise<void>;
}

/**
 * Opens an exchange's stream of tickers; null where ccxt knows none. Nothing is sent before the first wait. `known` has
 * loaded the pairs, which are not asked for again.
 */
export async function openTickerStream(
  { id, url, sandbox }: Pick<ExchangeOptions, 'id' | 'url' | 'sandbox'>,
  known: Pick<Exchange, 'markets'>,
): Promise<TickerStream | null> {
  if (!readdirSync(new URL('pro/', SOURCES)).includes(`${id}.js`)) return null;
  const Known = await loadFrom<new (config: object) => Exchange>(`pro/${id}.js`, 'default');
  const exchange = new Known({ number: String });
  if (exchange.has.watchTickers !== true) return null;
  if (sandbox) exchange.setSandboxMode(true);
  if (url !== undefined) pointAt(exchange.urls.api, url);
  keepToSpot(exchange);
  // Of two that come at once, the other would be lost.
  exchange.newUpdates = false;
  // ccxt refuses an address without TLS before it has its agent.
  await exchange.loadHttpProxyAgent();
  exchange.setMarkets(Object.values(known.markets ?? {}));
  return {
    next: (pairs) => exchange.watchTickers([...pairs]),
    close: () => exchange.close(),
  };
}
