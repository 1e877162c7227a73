import { StartError } from '@atc/core/kernel/errors';
import type { ExchangeKeys } from '../../ccxt/index.ts';
import { type ExchangeClient, openExchangeClient } from '../adapter/exchange-client.ts';
import { demandServed, type Served } from '../adapter/served.ts';
import type { ExchangeConfig } from '../settings.ts';

export interface OpenedClient {
  readonly client: ExchangeClient;
  readonly config: ExchangeConfig;
  readonly served: Served;
}

const WINDOW_MS = 1000;

/** Speaks to the configured exchange. Throws a `StartError` where it is not served, or has no sandbox. */
export async function openClient(config: ExchangeConfig | null, keys: ExchangeKeys | null): Promise<OpenedClient> {
  if (!config) throw new StartError('live', 'EXCHANGE names the exchange, for example binance');
  const { id, url, sandbox } = config;
  const served = demandServed(id);
  if (sandbox && !served.hasSandbox) throw new StartError('exchange', `${id} has no sandbox: EXCHANGE_SANDBOX=off`);
  const pace = { requests: Math.floor(WINDOW_MS / served.apartMs), windowMs: WINDOW_MS };
  return { client: await openExchangeClient({ id, url, sandbox, keys, pace }), config, served };
}
