import { clientOrderId } from '@atc/core/desk/orders';
import { Decimal } from '@atc/core/kernel/money';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeBody } from '../testing/exchange-stage.ts';
import { openScriptedExchange, type ScriptedExchange } from '../testing/scripted-exchange.ts';
import { openExchangeBroker } from './exchange-broker.ts';
import { type ExchangeClient, openExchangeClient } from './exchange-client.ts';
import { demandServed, moneyFault } from './served.ts';

const keys = { apiKey: 'key', secret: 'secret', password: 'pass' };
const ID = clientOrderId({ accountId: 'a', stepId: 's', leg: 1 });
const MARKET = {
  ...{ symbol: 'LTC/USDT', base: 'LTC', quote: 'USDT', baseId: 'LTC', quoteId: 'USDT', type: 'spot', spot: true },
  ...{ active: true, taker: '0.001', precision: { amount: '0.00001', price: '0.01' } },
  info: { orderTypes: ['LIMIT', 'MARKET'] },
  limits: { amount: { min: '0.00001' }, cost: { min: '1' } },
};
const NAMES: Readonly<Record<string, string>> = { binance: 'LTCUSDT', okx: 'LTC-USDT', bitget: 'LTCUSDT' };

let exchange: ScriptedExchange;
beforeEach(async () => {
  exchange = await openScriptedExchange();
});
afterEach(() => exchange.close());

async function openClient(id: string): Promise<ExchangeClient> {
  const pace = { requests: 1000, windowMs: 1000 };
  const client = await openExchangeClient({ id, url: exchange.url, keys, sandbox: false, pace });
  const markets = [{ ...MARKET, id: NAMES[id] }];
  await client.ask({
    ask: async ({ exchange }) => exchange.setMarkets(markets),
    answer: { safeParse: () => ({ success: true, data: null }) } as never,
  });
  return client;
}

async function openBroker(id: string) {
  return openExchangeBroker({
    client: await openClient(id),
    served: { ...demandServed(id), settlingMs: 0 },
    contracts: ['LTC_USDT'],
    contractOf: async () => 'LTC_USDT',
    bookedOf: async () => ({ quantity: new Decimal(0), purchases: 0 }),
    instrumentOf: async () => 'instrument',
  });
}

const body = exchangeBody({ clientOrderId: ID, contract: 'LTC_USDT', spendUsd: '10' });

const MISSING: Readonly<Record<string, unknown>> = {
  binance: { code: -2013, msg: 'Order does not exist.' },
  okx: { code: '51603', data: [], msg: 'Order does not exist' },
  bitget: { code: '40109', msg: 'The data of the order cannot be found', data: null },
};

// What ccxt sends where an id of ours is given; see the recordings of its own tests.
test.each([
  [
    'binance',
    `GET /api/v3/order?symbol=LTCUSDT&origClientOrderId=${ID}&recvWindow=10000`,
    `POST /api/v3/order symbol=LTCUSDT&side=BUY&newClientOrderId=${ID}&newOrderRespType=FULL&type=MARKET&quoteOrderQty=9.99&recvWindow=10000`,
  ],
  [
    'okx',
    `GET /api/v5/trade/order?instId=LTC-USDT&clOrdId=${ID}`,
    `POST /api/v5/trade/batch-orders [{"instId":"LTC-USDT","side":"buy","ordType":"market","sz":"10","tdMode":"cash","tgtCcy":"quote_ccy","clOrdId":"${ID}"}]`,
  ],
  [
    'bitget',
    `GET /api/v2/spot/trade/orderInfo?clientOid=${ID}`,
    `POST /api/v2/spot/trade/place-order {"symbol":"LTCUSDT","orderType":"market","force":"GTC","side":"buy","clientOid":"${ID}","size":"9.99"}`,
  ],
])('%s is asked for an order by our id, and sent it under that id', async (id, ask, place) => {
  const [method, path] = ask.split(/[ ?]/);
  exchange.say(`${method} ${path}`, { body: MISSING[id] });
  await (await openBroker(id)).place(body).catch(() => null);
  expect(exchange.asked.slice(0, 2)).toEqual([ask, place]);
});

test('binance is asked to cancel by our id', async () => {
  exchange.say('DELETE /api/v3/order', { body: {} });
  await (await openBroker('binance')).takeBack(ID);
  expect(exchange.asked).toEqual([`DELETE /api/v3/order?symbol=LTCUSDT&origClientOrderId=${ID}&recvWindow=10000`]);
});

test.each(['coinbase', 'gate', 'bybit', 'kraken', 'kucoin'])('%s is refused by name, and why is said', (id) => {
  expect(() => demandServed(id)).toThrow(new RegExp(`EXCHANGE=${id} is not traded on: .{20}`));
});

test.each(['binance', 'okx', 'bitget'])('ids of ours fit %s, and it gets no real money before it was tried', (id) => {
  expect(demandServed(id).id.test(ID)).toBe(true);
  expect(moneyFault(id, { sandbox: false })).toContain('EXCHANGE_SANDBOX=on');
  expect(moneyFault(id, { sandbox: true })).toBeNull();
});
