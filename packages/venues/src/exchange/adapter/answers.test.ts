import { clientOrderId } from '@atc/core/desk/orders';
import type { Broker, VenueReport } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exchangeBody } from '../testing/exchange-stage.ts';
import { openScriptedExchange, type ScriptedAnswer, type ScriptedExchange } from '../testing/scripted-exchange.ts';
import { openExchangeBroker } from './exchange-broker.ts';
import { openExchangeClient } from './exchange-client.ts';
import { demandServed } from './served.ts';

const ID = clientOrderId({ accountId: 'a', stepId: 's', leg: 1 });
const ok = (data: unknown): ScriptedAnswer => ({ body: { code: '0', msg: '', data } });
const fine = (data: unknown): ScriptedAnswer => ({
  body: { code: '00000', msg: 'success', requestTime: 1700802995406, data },
});

interface Spoken {
  readonly id: string;
  readonly contract: string;
  readonly routes: Readonly<
    Record<'pairs' | 'place' | 'ask' | 'cancel' | 'open' | 'trades' | 'balance' | 'time', string>
  >;
  readonly pairs: ScriptedAnswer;
  /** What it says once it has taken an order. */
  readonly taken: ScriptedAnswer;
  order(changes?: object): ScriptedAnswer;
  /** States that an order of ours may be in, in the words of the exchange. */
  readonly states: Readonly<Record<'works' | 'filled' | 'canceled', object>>;
  trades(...changes: readonly object[]): ScriptedAnswer;
  readonly balance: ScriptedAnswer;
  readonly listOpen: ScriptedAnswer;
  readonly canceled: ScriptedAnswer;
  readonly missing: ScriptedAnswer;
  readonly ended: ScriptedAnswer;
  readonly poor: ScriptedAnswer;
  readonly twice: ScriptedAnswer;
  readonly busy: ScriptedAnswer;
  readonly late: ScriptedAnswer;
  readonly now: ScriptedAnswer;
  /** What was filled, and what is held: quantity, price, dollars, fee, and the part of the fee that is paid apart. */
  readonly fill: readonly string[];
  readonly held: readonly string[];
}

// Shapes: ccxt 4.5.84, js/src/binance.js 6251, 9120 and its static answers; figures of a purchase whose fee is in BNB.
const BINANCE_ORDER = {
  ...{ symbol: 'LTCUSDT', orderId: 3784695242, orderListId: -1, clientOrderId: ID, price: '0.00000000' },
  ...{ origQty: '0.20000000', executedQty: '0.20000000', cummulativeQuoteQty: '13.92600000', timeInForce: 'GTC' },
  ...{ type: 'MARKET', side: 'BUY', stopPrice: '0.00000000', time: 1698138992358, updateTime: 1698138992358 },
};
const BINANCE_TRADE = {
  ...{ symbol: 'LTCUSDT', id: 309520010, orderId: 3784695242, price: '69.63000000', qty: '0.20000000' },
  ...{ quoteQty: '13.92600000', commission: '0.00001740', commissionAsset: 'BNB', time: 1698138992358 },
};
const pairOfBinance = (baseAsset: string) => ({
  ...{ symbol: `${baseAsset}USDT`, status: 'TRADING', baseAsset, quoteAsset: 'USDT', isSpotTradingAllowed: true },
  orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT'],
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '100000.00000000', tickSize: '0.01000000' },
    { filterType: 'LOT_SIZE', minQty: '0.00100000', maxQty: '90000.00000000', stepSize: '0.00100000' },
    { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true },
  ],
});
const refusedBinance = (code: number, msg: string, status = 400): ScriptedAnswer => ({ status, body: { code, msg } });

const binance: Spoken = {
  ...{ id: 'binance', contract: 'LTC_USDT' },
  routes: {
    ...{ pairs: 'GET /api/v3/exchangeInfo', place: 'POST /api/v3/order', ask: 'GET /api/v3/order' },
    ...{ cancel: 'DELETE /api/v3/order', open: 'GET /api/v3/openOrders', trades: 'GET /api/v3/myTrades' },
    ...{ balance: 'GET /api/v3/account', time: 'GET /api/v3/time' },
  },
  pairs: { body: { symbols: [pairOfBinance('LTC'), pairOfBinance('BNB')] } },
  taken: { body: { ...BINANCE_ORDER, status: 'FILLED', transactTime: 1698138992358, fills: [] } },
  order: (changes = {}) => ({ body: { ...BINANCE_ORDER, ...changes } }),
  states: {
    works: { status: 'NEW', executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000' },
    filled: { status: 'FILLED' },
    canceled: { status: 'CANCELED', executedQty: '0.00000000', cummulativeQuoteQty: '0.00000000' },
  },
  trades: (...changes) => ({ body: changes.map((change) => ({ ...BINANCE_TRADE, ...change })) }),
  balance: {
    body: {
      ...{ canTrade: true, accountType: 'SPOT', updateTime: 1701856395927 },
      balances: [
        { asset: 'LTC', free: '0.91900000', locked: '0.00000000' },
        { asset: 'USDT', free: '50.00000000', locked: '5.00000000' },
      ],
    },
  },
  listOpen: { body: [{ ...BINANCE_ORDER, status: 'NEW', orderId: 77, clientOrderId: 'web_1' }] },
  // The answer to a cancellation has an id of its own, and ours besides.
  canceled: { body: { ...BINANCE_ORDER, status: 'CANCELED', origClientOrderId: ID, clientOrderId: 'cancelMyOrder1' } },
  missing: refusedBinance(-2013, 'Order does not exist.'),
  ended: refusedBinance(-2011, 'Unknown order sent.'),
  poor: refusedBinance(-2010, 'Account has insufficient balance for requested action.'),
  twice: refusedBinance(-2010, 'Duplicate order sent.'),
  busy: { ...refusedBinance(-1003, 'Too much request weight used.', 429), headers: { 'retry-after': '0' } },
  late: refusedBinance(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  now: { body: { serverTime: 1698138992358 } },
  // 0.0000174 BNB at 230.50.
  fill: ['0.2', '69.63', '13.926', '0.0040107', '0.0040107'],
  held: ['0.919'],
};

// Shapes: ccxt 4.5.84, js/src/okx.js 1773, 3020, 4428, 5136 and its static answers; figures of the recorded trade.
const OKX_ORDER = {
  ...{ accFillSz: '0.1', avgPx: '67.84', cTime: '1698835093026', category: 'normal', ccy: '', clOrdId: ID },
  ...{ fee: '-0.0001', feeCcy: 'LTC', fillPx: '67.84', fillSz: '0.1', instId: 'LTC-USDT', instType: 'SPOT' },
  ...{
    ordId: '639895991331667968',
    ordType: 'market',
    px: '',
    side: 'buy',
    sz: '10',
    tdMode: 'cash',
    tgtCcy: 'quote_ccy',
  },
  ...{ rebate: '0', rebateCcy: 'USDT', uTime: '1698835093028' },
};
const OKX_TRADE = {
  ...{ side: 'buy', fillSz: '0.1', fillPx: '67.84', fee: '-0.0001', feeCcy: 'LTC', ordId: '639895991331667968' },
  ...{ instType: 'SPOT', instId: 'LTC-USDT', clOrdId: ID, execType: 'T', tradeId: '56181695', ts: '1698835093028' },
};
const refusedOkx = (code: string, sMsg: string): ScriptedAnswer => ({
  body: { code: '1', msg: '', data: [{ clOrdId: ID, ordId: '', sCode: code, sMsg, tag: '' }] },
});

const okx: Spoken = {
  ...{ id: 'okx', contract: 'LTC_USDT' },
  routes: {
    ...{ pairs: 'GET /api/v5/public/instruments', place: 'POST /api/v5/trade/batch-orders' },
    ...{ ask: 'GET /api/v5/trade/order', cancel: 'POST /api/v5/trade/cancel-order' },
    ...{ open: 'GET /api/v5/trade/orders-pending', trades: 'GET /api/v5/trade/fills-history' },
    ...{ balance: 'GET /api/v5/account/balance', time: 'GET /api/v5/public/time' },
  },
  pairs: ok([
    {
      ...{ instType: 'SPOT', instId: 'LTC-USDT', baseCcy: 'LTC', quoteCcy: 'USDT', settleCcy: '', state: 'live' },
      ...{ lotSz: '0.000001', minSz: '0.01', tickSz: '0.01', ctVal: '', ctMult: '', lever: '10', uly: '' },
    },
  ]),
  taken: ok([{ clOrdId: ID, ordId: '639895991331667968', sCode: '0', sMsg: 'Order placed', tag: '' }]),
  order: (changes = {}) => ok([{ ...OKX_ORDER, ...changes }]),
  states: {
    works: { state: 'live', accFillSz: '0', avgPx: '' },
    filled: { state: 'filled' },
    canceled: { state: 'canceled', accFillSz: '0', avgPx: '' },
  },
  trades: (...changes) => ok(changes.map((change) => ({ ...OKX_TRADE, ...change }))),
  balance: ok([
    {
      uTime: '1639594842592',
      details: [
        { ccy: 'LTC', eq: '0.0999', cashBal: '0.0999', availBal: '0.0999', availEq: '', frozenBal: '0' },
        { ccy: 'USDT', eq: '55', cashBal: '55', availBal: '50', availEq: '', frozenBal: '5' },
      ],
    },
  ]),
  listOpen: ok([{ ...OKX_ORDER, state: 'live', ordId: '77', clOrdId: '' }]),
  canceled: ok([{ clOrdId: ID, ordId: '639895991331667968', sCode: '0', sMsg: '' }]),
  missing: { body: { code: '51603', msg: 'Order does not exist', data: [] } },
  ended: refusedOkx('51402', 'Cancellation failed as the order is already completed.'),
  poor: refusedOkx('51008', 'Order placement failed due to insufficient balance.'),
  twice: refusedOkx('51016', 'Duplicated client order ID'),
  busy: { status: 429, headers: { 'retry-after': '0' }, body: { code: '50011', msg: 'Too Many Requests', data: [] } },
  late: { status: 401, body: { code: '50102', msg: 'Timestamp request expired', data: [] } },
  now: ok([{ ts: '1621247923668' }]),
  // A step is 0.000001 LTC, and 0.1 less the fee of 0.0001 is whole in it.
  fill: ['0.0999', '67.84', '6.777216', '0.006784', '0'],
  held: ['0.0999'],
};

// Shapes: ccxt 4.5.84, js/src/bitget.js 2230, 4128, 4990, 5286, 7052; figures of the trade there.
const BITGET_ORDER = {
  ...{ userId: '1', symbol: 'BTCUSDT', orderId: '1098394344925597696', clientOid: ID, price: '0', size: '0.0002' },
  ...{ orderType: 'market', side: 'sell', priceAvg: '28467.68', baseVolume: '0.0002', quoteVolume: '5.693536' },
  ...{ enterPointSource: 'API', orderSource: 'market', cTime: '1697603539699', uTime: '1697603539754' },
};
const BITGET_TRADE = {
  ...{ userId: '1', symbol: 'BTCUSDT', orderId: '1098394344925597696', tradeId: '1098394344974925824' },
  ...{ orderType: 'market', side: 'sell', priceAvg: '28467.68', size: '0.0002', amount: '5.693536' },
  feeDetail: { deduction: 'no', feeCoin: 'USDT', totalDeductionFee: '', totalFee: '-0.005693536' },
  ...{ tradeScope: 'taker', cTime: '1697603539699', uTime: '1697603539754' },
};
const refusedBitget = (code: string, msg: string, status = 400): ScriptedAnswer => ({
  status,
  body: { code, msg, requestTime: 1700802995406, data: null },
});

const bitget: Spoken = {
  ...{ id: 'bitget', contract: 'BTC_USDT' },
  routes: {
    ...{ pairs: 'GET /api/v2/spot/public/symbols', place: 'POST /api/v2/spot/trade/place-order' },
    ...{ ask: 'GET /api/v2/spot/trade/orderInfo', cancel: 'POST /api/v2/spot/trade/cancel-order' },
    ...{ open: 'GET /api/v2/spot/trade/unfilled-orders', trades: 'GET /api/v2/spot/trade/fills' },
    ...{ balance: 'GET /api/v2/spot/account/assets', time: 'GET /api/v2/public/time' },
  },
  pairs: fine([
    {
      ...{ symbol: 'BTCUSDT', baseCoin: 'BTC', quoteCoin: 'USDT', minTradeAmount: '0', maxTradeAmount: '10000000000' },
      ...{ takerFeeRate: '0.001', makerFeeRate: '0.001', pricePrecision: '2', quantityPrecision: '6' },
      ...{ quotePrecision: '6', minTradeUSDT: '1', status: 'online', buyLimitPriceRatio: '0.05' },
    },
  ]),
  taken: fine({ orderId: '1098394344925597696', clientOid: ID }),
  order: (changes = {}) => fine([{ ...BITGET_ORDER, ...changes }]),
  states: {
    works: { status: 'live', baseVolume: '0.0000000000000000', quoteVolume: '0.0000000000000000', priceAvg: '0' },
    filled: { status: 'filled' },
    canceled: {
      status: 'cancelled',
      baseVolume: '0.0000000000000000',
      quoteVolume: '0.0000000000000000',
      priceAvg: '0',
    },
  },
  trades: (...changes) => fine(changes.map((change) => ({ ...BITGET_TRADE, ...change }))),
  balance: fine([
    { coin: 'BTC', available: '0.0002', frozen: '0', locked: '0', limitAvailable: '0', uTime: '1697248128000' },
    { coin: 'USDT', available: '50', frozen: '5', locked: '0', limitAvailable: '0', uTime: '1697708565000' },
  ]),
  listOpen: fine([{ ...BITGET_ORDER, status: 'live', basePrice: '0', orderId: '77', clientOid: '77' }]),
  canceled: fine({ orderId: '1098394344925597696', clientOid: ID }),
  missing: refusedBitget('40109', 'The data of the order cannot be found, please confirm the order number'),
  ended: refusedBitget('43001', 'The order does not exist'),
  poor: refusedBitget('43012', 'Insufficient balance'),
  twice: refusedBitget('40786', 'Duplicate clientOid'),
  busy: { status: 429, headers: { 'retry-after': '0' }, body: { code: '429', msg: 'Too Many Requests' } },
  late: refusedBitget('40008', 'Request timestamp expired'),
  now: fine({ serverTime: '1700111073740' }),
  fill: ['0.0002', '28467.68', '5.693536', '0.00569354', '0'],
  held: ['0.0002'],
};

describe.each([binance, okx, bitget])('what $id answers is read as it is meant', (spoken) => {
  const { routes, states } = spoken;
  let exchange: ScriptedExchange;
  let broker: Broker;
  beforeEach(async () => {
    exchange = await openScriptedExchange();
    exchange.say(routes.pairs, spoken.pairs);
    exchange.say('GET /api/v2/margin/currencies', fine([]));
    exchange.say('GET /api/v3/klines', { body: [[1698138960000, '230.50', '231', '230', '230.9', '1']] });
    const { id, contract } = spoken;
    broker = openExchangeBroker({
      client: await openExchangeClient({
        ...{ id, url: exchange.url, sandbox: false, pace: { requests: 1000, windowMs: 1000 } },
        keys: { apiKey: 'key', secret: 'secret', password: 'pass' },
      }),
      served: { ...demandServed(id), settlingMs: 0 },
      contracts: [contract],
      contractOf: async () => contract,
      bookedOf: async () => ({ quantity: new Decimal(0), purchases: 0 }),
      instrumentOf: async () => 'instrument',
    });
  });
  afterEach(() => exchange.close());

  const body = () => exchangeBody({ clientOrderId: ID, contract: spoken.contract, spendUsd: '14' });
  const times = (route: string) => exchange.asked.filter((request) => request.startsWith(route)).length;
  const reportOf = async (): Promise<VenueReport | null> => {
    const said = await broker.status(ID);
    return said.kind === 'report' ? said.report : null;
  };
  const fillOf = ({ fills: [fill] }: VenueReport) =>
    [fill?.quantity, fill?.price, fill?.usd, fill?.feeUsd, fill?.feeApartUsd].map((one) => one?.toFixed());

  test('an order is placed, looked for by our id, and booked with its trades and fees', async () => {
    exchange.say(routes.ask, spoken.missing, spoken.order(states.filled));
    exchange.say(routes.place, spoken.taken);
    exchange.say(routes.trades, spoken.trades({}));
    const report = await broker.place(body());
    expect(report.status).toBe('filled');
    expect(fillOf(report)).toEqual(spoken.fill);
    expect(times(routes.place)).toBe(1);
  });

  test('trades that do not make up the order yet are waited for; those of another order do not count', async () => {
    exchange.say(routes.ask, spoken.order(states.filled));
    exchange.say(
      routes.trades,
      spoken.trades({ orderId: '9', ordId: '9' }),
      spoken.trades({}, { orderId: '9', ordId: '9' }),
    );
    await expect(broker.status(ID)).rejects.toThrow('every trade');
    expect((await reportOf())?.status).toBe('filled');
  });

  test('an order that works is submitted, and one that was taken back is cancelled', async () => {
    exchange.say(routes.ask, spoken.order(states.works), spoken.order(states.canceled));
    expect(await reportOf()).toMatchObject({ status: 'submitted', fills: [] });
    expect(await reportOf()).toMatchObject({ status: 'canceled', fills: [] });
  });

  test('an answer about another order is not believed', async () => {
    exchange.say(routes.ask, spoken.order({ ...states.works, clientOrderId: 'x', clOrdId: 'x', clientOid: 'x' }));
    await expect(broker.status(ID)).rejects.toThrow('another order');
  });

  test('an order is taken back by our id, and the refusal of one that has ended is a refusal', async () => {
    exchange.say(routes.cancel, spoken.canceled, spoken.ended);
    expect(await broker.takeBack(ID)).toEqual({ kind: 'asked' });
    expect(exchange.asked.at(-1)).toContain(ID);
    expect(await broker.takeBack(ID)).toMatchObject({ kind: 'refused' });
  });

  test('what is held, the cash and an order of somebody else are told', async () => {
    exchange.say(routes.balance, spoken.balance);
    exchange.say(routes.open, spoken.listOpen);
    expect((await broker.holdings('account')).map(({ quantity }) => quantity.toFixed())).toEqual(spoken.held);
    const { cashUsd, openOrders } = await broker.statement('account');
    expect(cashUsd?.toFixed()).toBe('55');
    expect(openOrders).toMatchObject([{ venueOrderId: '77' }]);
    expect(openOrders?.[0]?.clientOrderId).not.toBe(ID);
  });

  test('a refusal for want of money is one, with its reason', async () => {
    exchange.say(routes.ask, spoken.missing);
    exchange.say(routes.place, spoken.poor);
    expect(await broker.place(body())).toMatchObject({
      status: 'rejected',
      reason: expect.stringMatching(/insufficient balance/i),
    });
  });

  test('I4: an id that it has already is no refusal, also while it does not show the order', async () => {
    exchange.say(routes.ask, spoken.missing);
    exchange.say(routes.place, spoken.twice);
    await expect(broker.place(body())).rejects.toThrow('does not show it yet');
  });

  test('I4: when it wants to be asked less, nothing is known, and nothing is sent twice', async () => {
    exchange.say(routes.ask, spoken.missing);
    exchange.say(routes.place, spoken.busy);
    await expect(broker.place(body())).rejects.toThrow(/429/);
    expect(times(routes.place)).toBe(1);
    exchange.say(routes.ask, spoken.busy);
    await expect(broker.status(ID)).rejects.toThrow(/429/);
  });

  test('a clock that is wrong is set by its own, and the order is taken once', async () => {
    exchange.say(routes.ask, spoken.late, spoken.missing, spoken.order(states.works));
    exchange.say(routes.time, spoken.now);
    exchange.say(routes.place, spoken.late, spoken.taken);
    expect(await broker.place(body())).toMatchObject({ status: 'submitted' });
    expect([times(routes.time), times(routes.place)]).toEqual([2, 2]);
  });

  test('asked for an order that it does not have it says so, and that is final after its time', async () => {
    exchange.say(routes.ask, spoken.missing);
    expect(await broker.status(ID)).toEqual({ kind: 'not_found', final: false });
    expect(await broker.status(ID)).toEqual({ kind: 'not_found', final: true });
  });
});
