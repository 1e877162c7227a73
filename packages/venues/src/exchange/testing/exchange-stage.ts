import type { Broker, OrderBody } from '@atc/core/desk/venue';
import { newId } from '@atc/core/kernel/db';
import { type Decimal, ZERO } from '@atc/core/kernel/money';
import type { StopsUnderTest } from '@atc/core/testing/contracts';
import type { Booked } from '../adapter/context.ts';
import { openExchangeBroker } from '../adapter/exchange-broker.ts';
import { openExchangeClient } from '../adapter/exchange-client.ts';
import { floorTo } from '../adapter/new-order.ts';
import { demandServed } from '../adapter/served.ts';
import { filledOf, stepOf } from '../local/book.ts';
import { type LocalExchange, type LocalExchangeOptions, openLocalExchange } from '../local/index.ts';

const keys = { apiKey: 'key', secret: 'secret' };
const FAST = { requests: 100_000, windowMs: 1000 };
export const CONTRACT = 'SOL_USDT';
export const PRICE = '123.45';

export interface ExchangeStage {
  readonly venue: LocalExchange;
  readonly broker: Broker;
  readonly stops: StopsUnderTest;
}

export interface ExchangeStageOptions extends Partial<LocalExchangeOptions> {
  /** The broker leaves no stops, as at an exchange that has no such order. */
  readonly watched?: boolean;
}

/** A broker on a local exchange that lists one pair. */
export async function exchangeStage({ watched, ...options }: ExchangeStageOptions = {}): Promise<ExchangeStage> {
  let price = PRICE;
  const venue = await openLocalExchange({
    ...keys,
    ...{
      cashUsd: 100_000,
      contracts: [CONTRACT],
      priceOf: (contract) => (contract === CONTRACT ? Number(price) : null),
    },
    ...options,
  });
  const broker = openExchangeBroker({
    client: await openExchangeClient({ id: 'binance', url: venue.url, keys, sandbox: false, pace: FAST }),
    served: { ...demandServed('binance'), settlingMs: 50, ...(watched ? { stopOrder: null } : {}) },
    contracts: [CONTRACT],
    contractOf: async () => CONTRACT,
    bookedOf: async () => bookedAt(venue),
    instrumentOf: async (contract) => (contract === CONTRACT ? 'instrument' : null),
  });
  const trade = (changed: string) => {
    price = changed;
    venue.book.tick();
  };
  return { venue, broker, stops: { price: PRICE, step: '0.01', unit: '0.0000001', trade } };
}

/** What a desk would have booked of what the exchange filled. */
function bookedAt({ book }: LocalExchange): Booked {
  const filled = book.orders.filter((order) => filledOf(order).gt(0));
  const signed = filled.map((order) => {
    const fees = order.trades.flatMap(({ fee, feeCoin }) => (order.contract.startsWith(`${feeCoin}_`) ? [fee] : []));
    const net = fees.reduce((left: Decimal, fee) => left.sub(fee), filledOf(order));
    return order.side === 'BUY' ? floorTo(net, stepOf(order.price)) : filledOf(order).neg();
  });
  const quantity = signed.reduce((sum: Decimal, one) => sum.add(one), ZERO);
  return { quantity, purchases: filled.filter(({ side }) => side === 'BUY').length };
}

/** A purchase of the coin, under a fresh id each time, with some of it changed. */
export function exchangeBody(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: newId().replaceAll('-', ''),
    ...{ accountId: 'account', instrumentId: 'instrument', contract: CONTRACT, side: 'buy', type: 'market' },
    ...{ spendUsd: '50', quantity: null, refPrice: PRICE, triggerPrice: null, decimals: 8 },
    ...changes,
  };
}
