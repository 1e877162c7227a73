import { type Broker, type OrderBody, openWebullBroker, openWebullClient } from '@atc/core/desk/brokers';
import { newId } from '@atc/core/kernel/db';
import type { StopsUnderTest } from '../../../../core/src/testing/broker-under-test.ts';
import { type LocalWebull, openLocalWebull } from '../index.ts';

const keys = { appKey: 'app', appSecret: 'secret' };
const ACCOUNT = 'U1';
const SETTLING_MS = 50;
const PRICE = '123.45';
const fast = { requests: 10_000, windowMs: 1000 };

export interface WebullStage {
  readonly venue: LocalWebull;
  readonly broker: Broker;
  readonly stops: StopsUnderTest;
}

export interface WebullStageOptions {
  readonly skewMs?: number;
  readonly needsToken?: boolean;
  /** The secret that the broker signs with; the venue's unless told. */
  readonly appSecret?: string;
}

/** A broker on a local Webull that trades one share. */
export async function webullStage({ appSecret, ...options }: WebullStageOptions = {}): Promise<WebullStage> {
  let price = PRICE;
  const venue = await openLocalWebull({
    ...keys,
    ...options,
    accountId: ACCOUNT,
    cashUsd: 100_000,
    priceOf: (symbol) => (symbol === 'NVDA' ? Number(price) : null),
  });
  const paces = { orders: fast, queries: fast, token: fast };
  const broker = openWebullBroker({
    client: openWebullClient({ ...keys, ...(appSecret ? { appSecret } : {}), baseUrl: venue.url, paces }),
    webullAccountId: ACCOUNT,
    instrumentOf: async (symbol) => (symbol === 'NVDA' ? 'instrument' : null),
    settlingMs: SETTLING_MS,
  });
  const trade = (next: string) => {
    price = next;
  };
  return { venue, broker, stops: { price: PRICE, step: '0.01', unit: '1', trade } };
}

/** A purchase of the share, under a fresh id each time, with some of it changed. */
export function webullBody(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: 'account', instrumentId: 'instrument', contract: 'NVDA', side: 'buy', type: 'market' },
    ...{ spendUsd: '50', quantity: null, refPrice: PRICE, triggerPrice: null, decimals: 5 },
    ...changes,
  };
}
