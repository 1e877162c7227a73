import type { Broker, OrderBody } from '@atc/core/desk/venue';
import { newId } from '@atc/core/kernel/db';
import type { StopsUnderTest } from '@atc/core/testing/contracts';
import { openWebullBroker } from '../adapter/webull-broker.ts';
import { openWebullClient } from '../adapter/webull-client.ts';
import { type LocalWebull, openLocalWebull } from '../local/index.ts';

const keys = { appKey: 'app', appSecret: 'secret' };
const ACCOUNT = 'U1';
const SETTLING_MS = 50;
const PRICES = { equity: '123.45', option: '0.05' } as const;
const CONTRACTS = { equity: 'NVDA', option: 'NVDA270115C00300000' } as const;
const fast = { requests: 10_000, windowMs: 1000 };

export interface WebullStage {
  readonly venue: LocalWebull;
  readonly broker: Broker;
  readonly stops: StopsUnderTest;
}

type AssetClass = keyof typeof PRICES;

export interface WebullStageOptions {
  /** What is traded; shares unless told. */
  readonly assetClass?: AssetClass;
  readonly skewMs?: number;
  readonly needsToken?: boolean;
  /** The secret that the broker signs with; the venue's unless told. */
  readonly appSecret?: string;
}

/** A broker on a local Webull that trades one share, or one option. */
export async function webullStage({
  appSecret,
  assetClass = 'equity',
  ...options
}: WebullStageOptions = {}): Promise<WebullStage> {
  let price: string = PRICES[assetClass];
  const venue = await openLocalWebull({
    ...keys,
    ...options,
    accountId: ACCOUNT,
    cashUsd: 100_000,
    priceOf: (contract) => (contract === CONTRACTS[assetClass] ? Number(price) : null),
  });
  const paces = { orders: fast, queries: fast, token: fast };
  const broker = openWebullBroker({
    client: openWebullClient({ ...keys, ...(appSecret ? { appSecret } : {}), baseUrl: venue.url, paces }),
    webullAccountId: ACCOUNT,
    assetClass,
    instrumentOf: async (contract) => (contract === CONTRACTS[assetClass] ? 'instrument' : null),
    settlingMs: SETTLING_MS,
  });
  const trade = (next: string) => {
    price = next;
  };
  return { venue, broker, stops: { price: PRICES[assetClass], step: '0.01', unit: '1', trade } };
}

/** A purchase of the share, under a fresh id each time, with some of it changed. */
export function webullBody(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: 'account', instrumentId: 'instrument', contract: 'NVDA', side: 'buy', type: 'market' },
    ...{ spendUsd: '50', quantity: null, refPrice: PRICES.equity, triggerPrice: null, decimals: 5 },
    ...changes,
  };
}

/** A purchase of the option, or a sale of it, as the desk would write it. */
export function optionBody(changes: Partial<OrderBody> = {}): OrderBody {
  const limitPrice = changes.side === 'sell' ? '0.04' : '0.1';
  const option = { contract: CONTRACTS.option, refPrice: PRICES.option, limitPrice, decimals: 0 };
  return webullBody({ ...option, ...changes });
}
