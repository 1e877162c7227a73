import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { clientOrderId } from '@atc/core/desk/orders';
import { Decimal } from '@atc/core/kernel/money';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeBody } from '../testing/exchange-stage.ts';
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

let server: Server;
let asked: string[];
/** What the exchange answers, one request after another. */
let answers: unknown[];
let url: string;

beforeEach(async () => {
  [asked, answers] = [[], []];
  server = createServer(async (request, answer) => {
    const body = await text(request);
    asked.push(plain(`${request.method} ${request.url} ${body}`));
    answer.end(JSON.stringify(answers.shift() ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A request without what is another one each time. */
function plain(request: string): string {
  return request
    .replaceAll(/(timestamp|signature)=[^&\s]*&?/g, '')
    .replaceAll(/[&?](?=\s|$)/g, '')
    .trim();
}

async function openClient(id: string): Promise<ExchangeClient> {
  const pace = { requests: 1000, windowMs: 1000 };
  const client = await openExchangeClient({ id, url, keys, sandbox: false, pace });
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
    served: { settlingMs: 0 },
    contracts: ['LTC_USDT'],
    contractOf: async () => 'LTC_USDT',
    bookedOf: async () => ({ quantity: new Decimal(0), purchases: 0 }),
    instrumentOf: async () => 'instrument',
  });
}

const body = exchangeBody({ clientOrderId: ID, contract: 'LTC_USDT', spendUsd: '10' });

// What ccxt sends where an id of ours is given; see the recordings of its own tests.
test.each([
  [
    'binance',
    `GET /api/v3/order?symbol=LTCUSDT&origClientOrderId=${ID}&recvWindow=10000`,
    'POST /api/v3/order ' +
      `symbol=LTCUSDT&side=BUY&newClientOrderId=${ID}&newOrderRespType=FULL&type=MARKET` +
      '&quoteOrderQty=10&recvWindow=10000',
  ],
  [
    'okx',
    `GET /api/v5/trade/order?instId=LTC-USDT&clOrdId=${ID}`,
    'POST /api/v5/trade/batch-orders ' +
      '[{"instId":"LTC-USDT","side":"buy","ordType":"market","sz":"10","tdMode":"cash",' +
      `"tgtCcy":"quote_ccy","clOrdId":"${ID}"}]`,
  ],
  [
    'bitget',
    `GET /api/v2/spot/trade/orderInfo?clientOid=${ID}`,
    'POST /api/v2/spot/trade/place-order ' +
      `{"symbol":"LTCUSDT","orderType":"market","force":"GTC","side":"buy","clientOid":"${ID}","size":"10"}`,
  ],
])('%s is asked for an order by our id, and sent it under that id', async (id, ask, place) => {
  const missing: Readonly<Record<string, unknown>> = {
    binance: { code: -2013, msg: 'Order does not exist.' },
    okx: { code: '51603', data: [], msg: 'Order does not exist' },
    bitget: { code: '40109', msg: 'The data of the order cannot be found', data: null },
  };
  // Bitget is asked first what kind of account it is.
  answers = id === 'bitget' ? [{ code: '40054' }, missing[id]] : [missing[id]];
  await (await openBroker(id)).place(body).catch(() => null);
  expect(asked.filter((request) => !request.includes('settings')).slice(0, 2)).toEqual([ask, place]);
});

test('binance is asked to cancel by our id', async () => {
  await (await openBroker('binance')).takeBack(ID);
  expect(asked).toEqual([`DELETE /api/v3/order?symbol=LTCUSDT&origClientOrderId=${ID}&recvWindow=10000`]);
});

test('a recorded answer of binance is read as it was meant', async () => {
  const order = {
    ...{ symbol: 'LTCUSDT', orderId: '3397148653', clientOrderId: ID, price: '0.00000000', origQty: '0.10000000' },
    ...{ executedQty: '0.10000000', cummulativeQuoteQty: '9.08000000', status: 'FILLED', type: 'MARKET', side: 'SELL' },
    time: '1679571174472',
  };
  const trade = {
    ...{ symbol: 'LTCUSDT', id: '1', orderId: '3397148653', price: '90.80000000', qty: '0.10000000' },
    ...{ quoteQty: '9.08000000', commission: '0.00908000', commissionAsset: 'USDT', time: '1679571174472' },
  };
  answers = [order, [trade]];
  const said = await (await openBroker('binance')).status(ID);
  expect(said).toMatchObject({ kind: 'report', report: { status: 'filled', venueOrderId: '3397148653' } });
  const [fill] = said.kind === 'report' ? said.report.fills : [];
  const told = [fill?.quantity, fill?.price, fill?.usd, fill?.feeUsd].map(String);
  expect(told).toEqual(['0.1', '90.8', '9.08', '0.00908']);
  expect(fill?.filledAt.getTime()).toBe(1679571174472);
});

test.each(['coinbase', 'gate', 'bybit', 'kraken', 'kucoin'])('%s is refused by name, and why is said', (id) => {
  expect(() => demandServed(id)).toThrow(new RegExp(`EXCHANGE=${id} is not traded on: .{20}`));
});

test.each(['binance', 'okx', 'bitget'])('ids of ours fit %s, and it gets no real money before it was tried', (id) => {
  expect(demandServed(id).id.test(ID)).toBe(true);
  expect(moneyFault(id, { sandbox: false })).toContain('EXCHANGE_SANDBOX=on');
  expect(moneyFault(id, { sandbox: true })).toBeNull();
});
