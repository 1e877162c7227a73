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
  info: { orderTypes: ['LIMIT', 'MARKET', 'STOP_LOSS'] },
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

/** A stop that rests, in the words of Binance (ccxt 4.5.84, js/src/binance.js 6251). */
const restingOrder = {
  ...{ symbol: 'LTCUSDT', orderId: 7, orderListId: -1, clientOrderId: ID, price: '0.00000000', origQty: '0.50000000' },
  ...{ executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000', status: 'NEW', timeInForce: 'GTC' },
  ...{ type: 'STOP_LOSS', side: 'SELL', stopPrice: '70.01000000', time: 1758618616599, isWorking: false },
};

// What ccxt sends where an id of ours is given; see the recordings of its own tests.
test.each([
  [
    'binance',
    `GET /api/v3/order?symbol=LTCUSDT&origClientOrderId=${ID}&recvWindow=10000`,
    'POST /api/v3/order ' +
      `symbol=LTCUSDT&side=BUY&newClientOrderId=${ID}&newOrderRespType=FULL&type=MARKET` +
      '&quoteOrderQty=9.99&recvWindow=10000',
  ],
  [
    'okx',
    `GET /api/v5/trade/order?instId=LTC-USDT&clOrdId=${ID}`,
    'POST /api/v5/trade/batch-orders ' +
      `[{"instId":"LTC-USDT","side":"buy","ordType":"market","sz":"10","tdMode":"cash",` +
      `"tgtCcy":"quote_ccy","clOrdId":"${ID}"}]`,
  ],
  [
    'bitget',
    `GET /api/v2/spot/trade/orderInfo?clientOid=${ID}`,
    'POST /api/v2/spot/trade/place-order ' +
      `{"symbol":"LTCUSDT","orderType":"market","force":"GTC","side":"buy","clientOid":"${ID}","size":"9.99"}`,
  ],
])('%s is asked for an order by our id, and sent it under that id', async (id, ask, place) => {
  const [method, path] = ask.split(/[ ?]/);
  exchange.say(`${method} ${path}`, { body: MISSING[id] });
  await (await openBroker(id)).place(body).catch(() => null);
  expect(exchange.asked.slice(0, 2)).toEqual([ask, place]);
});

const stop = exchangeBody({
  ...{ clientOrderId: ID, contract: 'LTC_USDT', side: 'sell', type: 'stop', spendUsd: null },
  ...{ quantity: '0.5', stopPrice: '70.001' },
});

test('binance is sent a stop as an order of its own under our id, and tells where it rests', async () => {
  exchange.say('GET /api/v3/order', { body: MISSING.binance }, { body: restingOrder });
  exchange.say('POST /api/v3/order', { body: restingOrder });
  const report = await (await openBroker('binance')).place(stop);
  expect(exchange.asked[1]).toBe(
    'POST /api/v3/order ' +
      `symbol=LTCUSDT&side=SELL&newClientOrderId=${ID}&newOrderRespType=FULL&type=STOP_LOSS` +
      '&quantity=0.5&stopPrice=70.01&recvWindow=10000',
  );
  expect(report).toMatchObject({ status: 'submitted', fills: [] });
  expect(report.restsAt?.toFixed()).toBe('70.01');
});

test.each(['okx', 'bitget'])('%s is sent no stop: it would trade on margin, or not be found again', async (id) => {
  exchange.say('GET /api/v5/trade/order', { body: MISSING.okx });
  exchange.say('GET /api/v2/spot/trade/orderInfo', { body: MISSING.bitget });
  const broker = await openBroker(id);
  expect(await broker.place(stop)).toMatchObject({ status: 'rejected', reason: expect.stringContaining('no stop') });
  expect(exchange.asked.filter((request) => request.startsWith('POST'))).toEqual([]);
  expect(broker.stops).toBeUndefined();
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
