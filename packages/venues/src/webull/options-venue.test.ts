import { newId } from '@atc/core/kernel/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openWebullClient } from './adapter/webull-client.ts';
import { openBook, type WebullBook } from './local/book.ts';
import { type LocalWebull, openLocalWebull } from './local/index.ts';
import type { OptionOrder } from './local/wire.ts';

const OCC = 'AAPL261218C00240000';
const OTHER = 'AAPL261218P00003500';
const CASH_USD = 1000;

type Changes = Partial<Omit<OptionOrder, 'legs'>> & { readonly leg?: Partial<OptionOrder['legs'][0]> };

/** A purchase of two contracts at 1.20, with some of it changed. */
function orderOf({ leg, ...changes }: Changes = {}): OptionOrder {
  const { side = 'BUY', quantity = '2', symbol = 'AAPL' } = changes;
  return {
    client_order_id: newId().replaceAll('-', ''),
    ...{ combo_type: 'NORMAL', order_type: 'LIMIT', limit_price: '1.20', quantity, option_strategy: 'SINGLE', side },
    ...{ time_in_force: 'DAY', entrust_type: 'QTY', instrument_type: 'OPTION', market: 'US', symbol },
    position_intent: side === 'BUY' ? 'BUY_TO_OPEN' : 'SELL_TO_CLOSE',
    ...changes,
    legs: [
      {
        ...{ side, quantity, symbol, strike_price: '240', option_expire_date: '2026-12-18', option_type: 'CALL' },
        ...{ instrument_type: 'OPTION', market: 'US' },
        ...leg,
      },
    ],
  };
}

const saleOf = (changes: Changes = {}) => orderOf({ side: 'SELL', ...changes });

describe('the book', () => {
  let prices: Map<string, number>;
  let book: WebullBook;
  beforeEach(() => {
    prices = new Map([[OCC, 1.15]]);
    book = openBook({ priceOf: (symbol) => prices.get(symbol) ?? null, cashUsd: CASH_USD });
  });

  const take = (order: OptionOrder) => {
    const taken = book.take(order);
    return taken.kind === 'booked' ? taken.booked : taken.code;
  };
  const booked = (order: OptionOrder) => {
    const taken = take(order);
    if (typeof taken === 'string') throw new Error(taken);
    return taken;
  };
  const move = (price: number) => {
    prices.set(OCC, price);
    book.tick();
  };
  const cash = () => book.cash().toFixed();
  const held = () => book.held(OCC).toFixed();

  test('a purchase whose limit is at or above the last price is filled at once, at the last price', () => {
    expect(booked(orderOf())).toMatchObject({ state: 'filled', contract: OCC });
    expect([held(), cash()]).toEqual(['2', '769.9']);
    move(1.2);
    expect(booked(orderOf()).price.toFixed()).toBe('1.2');
  });

  test('a sale whose limit is at or below the last price is filled at once, at the last price', () => {
    booked(orderOf());
    move(1.3);
    expect(booked(saleOf({ quantity: '1' })).price.toFixed()).toBe('1.3');
    expect([held(), cash()]).toEqual(['1', '899.85']);
  });

  test('a fee is paid for each contract on either side', () => {
    const [bought, sold] = [booked(orderOf()), booked(saleOf({ limit_price: '1.15' }))];
    expect([bought, sold].map(({ feeUsd }) => feeUsd.toFixed())).toEqual(['0.1', '0.1']);
    expect([held(), cash()]).toEqual(['0', '999.8']);
  });

  test('a purchase below the last price works until the price has come to it', () => {
    const order = booked(orderOf({ limit_price: '1.10' }));
    move(1.11);
    expect([order.state, held(), cash()]).toEqual(['working', '0', '1000']);
    move(1.09);
    expect([order.state, order.price.toFixed(), held(), cash()]).toEqual(['filled', '1.09', '2', '781.9']);
  });

  test('a sale above the last price works until the price has come to it', () => {
    booked(orderOf());
    const order = booked(saleOf());
    move(1.19);
    expect(order.state).toBe('working');
    move(1.25);
    expect([order.state, order.price.toFixed(), held()]).toEqual(['filled', '1.25', '0']);
  });

  test('a contract whose price is gone fills nothing', () => {
    const order = booked(orderOf({ limit_price: '1.10' }));
    prices.delete(OCC);
    book.tick();
    expect(order.state).toBe('working');
  });

  test('an order that is taken back is filled by no price, and is taken back once', () => {
    const order = booked(orderOf({ limit_price: '1.10' }));
    expect(book.cancel(order.order.client_order_id)).toBe(true);
    move(1);
    expect([order.state, held()]).toEqual(['canceled', '0']);
    expect(book.cancel(order.order.client_order_id)).toBe(false);
  });

  test('an order that a test lets rest is filled in whole contracts, and by no price until it is completed', () => {
    book.restNext(0.5);
    const order = booked(orderOf({ quantity: '3' }));
    move(1.1);
    expect([order.state, held()]).toEqual(['working', '1']);
    book.complete(order.order.client_order_id);
    expect([order.state, held(), order.price.toFixed(), cash()]).toEqual(['filled', '3', '1.15', '654.85']);
  });

  test('an order that is completed before its price has come is filled at its limit', () => {
    const order = booked(orderOf({ limit_price: '1.10' }));
    book.complete(order.order.client_order_id);
    expect([order.state, order.price.toFixed()]).toEqual(['filled', '1.1']);
  });

  test('what was filled of an order that is taken back is held', () => {
    book.restNext(0.5);
    const order = booked(orderOf());
    book.cancel(order.order.client_order_id);
    expect([order.state, order.filled.toFixed(), held()]).toEqual(['canceled', '1', '1']);
  });

  test('two sales that work are not about more contracts than are held, until one is taken back', () => {
    booked(orderOf({ quantity: '3' }));
    const first = booked(saleOf());
    expect(take(saleOf())).toBe('OPENAPI_ORDER_NOT_SUPPORT_REVERSE_OPTION');
    booked(saleOf({ quantity: '1' }));
    expect(book.free(OCC).toFixed()).toBe('0');
    book.cancel(first.order.client_order_id);
    expect(booked(saleOf()).state).toBe('working');
  });

  test('a sale that is filled in part locks what is left of it', () => {
    booked(orderOf({ quantity: '4' }));
    book.restNext(0.5);
    booked(saleOf());
    expect([held(), book.free(OCC).toFixed()]).toEqual(['3', '2']);
  });

  test('a sale that is taken back may lock its contracts for some sales more', () => {
    booked(orderOf());
    book.freeLate(1);
    book.cancel(booked(saleOf()).order.client_order_id);
    expect(take(saleOf())).toBe('OPENAPI_ORDER_NOT_SUPPORT_REVERSE_OPTION');
    expect(booked(saleOf()).state).toBe('working');
  });

  test('purchases that work have reserved their cash at their limit, with their fees', () => {
    const first = booked(orderOf({ quantity: '8', limit_price: '1.10' }));
    expect(book.buyingPower().toFixed()).toBe('119.6');
    expect(take(orderOf({ quantity: '1' }))).toBe('BUYING_POWER_NOT_ENOUGH');
    expect(booked(orderOf({ quantity: '1', limit_price: '1.15' })).state).toBe('filled');
    book.cancel(first.order.client_order_id);
    expect(book.buyingPower().toFixed()).toBe('884.95');
  });

  test.each<[string, Changes, string]>([
    ['a leg of the other side', { leg: { side: 'SELL' } }, 'INVALID_PARAMETER'],
    ['a leg of another quantity', { leg: { quantity: '1' } }, 'INVALID_PARAMETER'],
    ['a leg of another root', { leg: { symbol: 'MSFT' } }, 'INVALID_PARAMETER'],
    ['a part of a contract', { quantity: '1.5' }, 'INVALID_PARAMETER'],
    ['no contract', { quantity: '0' }, 'INVALID_PARAMETER'],
    ['no price', { limit_price: '0.00' }, 'INVALID_PARAMETER'],
    ['a cent from a nickel on', { limit_price: '1.16' }, 'OPENAPI_OPTION_PRICE_STEP_LT'],
    ['a tenth of a cent', { limit_price: '0.041' }, 'OPENAPI_OPTION_PRICE_STEP_LT'],
    ['a nickel from three dollars on', { limit_price: '3.05' }, 'OPENAPI_OPTION_PRICE_STEP_GTE'],
    ['a purchase that closes', { position_intent: 'SELL_TO_CLOSE' }, 'OPENAPI_POSITION_ORDER_INTENT_MISMATCH'],
    ['a sale that opens', { side: 'SELL', position_intent: 'SELL_TO_OPEN' }, 'OPENAPI_POSITION_ORDER_INTENT_MISMATCH'],
    ['a sale of what is not held', { side: 'SELL' }, 'OPENAPI_POSITION_ORDER_INTENT_MISMATCH'],
    ['more than the cash', { quantity: '9' }, 'BUYING_POWER_NOT_ENOUGH'],
    ['a strike that nobody lists', { leg: { strike_price: '241' } }, 'INVALID_SYMBOL'],
    ['a strike that no symbol can name', { leg: { strike_price: '240.0001' } }, 'INVALID_SYMBOL'],
  ])('an order with %s is refused', (_, changes, code) => {
    expect(take(orderOf(changes))).toBe(code);
    expect([book.orders.size, cash()]).toEqual([0, '1000']);
  });

  test.each(['0.01', '0.04', '0.05', '2.95', '3', '3.10'])('a limit of %s is on the tick', (limit_price) => {
    prices.set(OCC, 5);
    expect(booked(orderOf({ limit_price })).state).toBe('working');
  });

  test('more contracts than are held are not sold', () => {
    booked(orderOf());
    expect(take(saleOf({ quantity: '3' }))).toBe('OPENAPI_POSITION_ORDER_INTENT_MISMATCH');
  });

  test('an id is one order for ever', () => {
    const order = orderOf();
    booked(order);
    expect(take(order)).toBe('TRADE_PLACE_ORDER_REPEAT');
    expect(held()).toBe('2');
  });

  test('a share is not bought under the name of an option', () => {
    const share = { instrument_type: 'EQUITY', order_type: 'MARKET', entrust_type: 'AMOUNT', symbol: OCC } as const;
    const { client_order_id, combo_type, market, side, time_in_force } = orderOf();
    const common = {
      client_order_id,
      combo_type,
      market,
      side,
      time_in_force,
      support_trading_session: 'CORE',
    } as const;
    expect(book.take({ ...common, ...share, total_cash_amount: '5' })).toMatchObject({ code: 'INVALID_SYMBOL' });
  });
});

describe('the venue', () => {
  const keys = { appKey: 'app', appSecret: 'secret' };
  const account_id = 'U1';
  const fast = { requests: 10_000, windowMs: 1000 };
  const json = z.record(z.string(), z.unknown()).or(z.array(z.record(z.string(), z.unknown())));
  const id = expect.any(String);
  let prices: Map<string, number>;
  let venue: LocalWebull;
  let client: ReturnType<typeof openWebullClient>;
  beforeEach(async () => {
    prices = new Map([
      [OCC, 1.15],
      [OTHER, 0.6],
      ['AAPL', 250],
    ]);
    const priceOf = (symbol: string) => prices.get(symbol) ?? null;
    venue = await openLocalWebull({ ...keys, accountId: account_id, cashUsd: CASH_USD, priceOf });
    client = openWebullClient({ ...keys, baseUrl: venue.url, paces: { orders: fast, queries: fast, token: fast } });
  });
  afterEach(() => venue.close());

  const post = async (what: string, body: unknown) => {
    const path = `/openapi/trade/order/${what}`;
    const said = await client.request({ method: 'POST', path, body, pace: 'orders', answer: json });
    return said.ok ? said.value : said.code;
  };
  const send = (what: 'preview' | 'place', order: unknown) => post(what, { account_id, new_orders: [order] });
  const ask = async (path: string, query: Readonly<Record<string, string>>) => {
    const said = await client.request({
      method: 'GET',
      path: `/openapi/${path}`,
      query,
      pace: 'queries',
      answer: json,
    });
    return said.ok ? said.value : said.code;
  };
  const detail = ({ client_order_id }: OptionOrder) => ask('trade/order/detail', { account_id, client_order_id });
  const positions = () => ask('assets/positions', { account_id });
  const snapshots = (symbols: string, category = 'US_OPTION') =>
    ask('market-data/option/snapshot', { symbols, category });

  test('a preview tells what an order costs at its limit, and its fee', async () => {
    expect(await send('preview', orderOf())).toEqual({ estimated_cost: '240.00', estimated_transaction_fee: '0.10' });
    expect(venue.book.orders.size).toBe(0);
  });

  test.each([
    ['at the market', { order_type: 'MARKET' }],
    ['as a stop', { order_type: 'STOP_LOSS', stop_price: '1.00' }],
    ['until it is cancelled', { time_in_force: 'GTC' }],
    ['for a cash amount', { entrust_type: 'AMOUNT', total_cash_amount: '100' }],
    ['in a session of its own', { support_trading_session: 'CORE' }],
    ['of two legs', { legs: [...orderOf().legs, ...orderOf().legs] }],
    ['of another strategy', { option_strategy: 'VERTICAL' }],
  ])('an order %s is none for an option', async (_, changes) => {
    for (const what of ['preview', 'place'] as const)
      expect(await send(what, { ...orderOf(), ...changes })).toBe('INVALID_PARAMETER');
  });

  test('an order off the tick is refused before it is placed and when it is', async () => {
    for (const what of ['preview', 'place'] as const)
      expect(await send(what, orderOf({ limit_price: '1.16' }))).toBe('OPENAPI_OPTION_PRICE_STEP_LT');
  });

  test('the detail of a filled order counts contracts, and its price is for a share', async () => {
    const order = orderOf();
    await send('place', order);
    const leg = { id, symbol: 'AAPL', side: 'BUY', quantity: '2', option_type: 'CALL', strike_price: '240.00' };
    expect(await detail(order)).toMatchObject({
      client_order_id: order.client_order_id,
      orders: [
        {
          ...{ symbol: 'AAPL', side: 'BUY', status: 'FILLED', instrument_type: 'OPTION', order_type: 'LIMIT' },
          ...{ position_intent: 'BUY_TO_OPEN', limit_price: '1.20', total_quantity: '2' },
          ...{ filled_quantity: '2', filled_price: '1.15', fees: [{ actual_value: '0.1' }] },
          legs: [{ ...leg, option_expire_date: '2026-12-18', option_contract_multiplier: '100' }],
        },
      ],
    });
  });

  test('an order that works is open and submitted until a request finds that its price has come', async () => {
    const order = orderOf({ limit_price: '1.10' });
    await send('place', order);
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'SUBMITTED' }] });
    expect(await ask('trade/order/open', { account_id })).toMatchObject([{ orders: [{ limit_price: '1.10' }] }]);
    prices.set(OCC, 1.1);
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'FILLED' }] });
    expect(await ask('trade/order/open', { account_id })).toEqual([]);
  });

  test('an order that works is cancelled, and keeps what was filled', async () => {
    const order = orderOf();
    venue.book.restNext(0.5);
    await send('place', order);
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'PARTIAL_FILLED', filled_quantity: '1' }] });
    const { client_order_id } = order;
    expect(await post('cancel', { account_id, client_order_id })).toMatchObject({ client_order_id });
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'CANCELLED', filled_quantity: '1' }] });
  });

  test('an order that shows late is submitted until it was asked for', async () => {
    const order = orderOf();
    await send('place', order);
    const booked = venue.book.orders.get(order.client_order_id);
    if (booked) booked.showsAfter = 1;
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'SUBMITTED' }] });
    expect(await detail(order)).toMatchObject({ orders: [{ status: 'FILLED' }] });
  });

  test('a venue that fills in parts leaves an order alone whose price has not come', async () => {
    venue.fillPartly(() => true);
    const [near, far] = [orderOf(), orderOf({ limit_price: '1.10' })];
    for (const order of [near, far]) await send('place', order);
    expect(await detail(near)).toMatchObject({ orders: [{ status: 'PARTIAL_FILLED', filled_quantity: '1' }] });
    expect(await detail(near)).toMatchObject({ orders: [{ status: 'FILLED', filled_quantity: '2' }] });
    for (let time = 0; time < 2; time += 1)
      expect(await detail(far)).toMatchObject({ orders: [{ status: 'SUBMITTED' }] });
  });

  test('a position names its option in a leg, and what it cost for a share', async () => {
    await send('place', orderOf({ quantity: '1' }));
    prices.set(OCC, 1.2);
    await send('place', orderOf());
    const leg = { leg_id: id, symbol: 'AAPL', instrument_type: 'OPTION', option_type: 'CALL' };
    expect(await positions()).toEqual([
      {
        ...{ position_id: id, symbol: 'AAPL', instrument_type: 'OPTION', option_strategy: 'SINGLE', quantity: '3' },
        ...{ cost_price: '1.1833', last_price: '1.20', market_value: '360.00', currency: 'USD' },
        legs: [
          {
            ...leg,
            ...{ option_expire_date: '2026-12-18', option_exercise_price: '240', option_contract_multiplier: '100' },
          },
        ],
      },
    ]);
  });

  test('contracts that were sold have no row, and two options of one root have one each', async () => {
    const put = { strike_price: '3.5', option_type: 'PUT' } as const;
    await send('place', orderOf());
    await send('place', orderOf({ leg: put }));
    const types = async () =>
      z.array(z.object({ legs: z.tuple([z.object({ option_type: z.string() })]) })).parse(await positions());
    expect((await types()).map(({ legs }) => legs[0].option_type)).toEqual(['CALL', 'PUT']);
    await send('place', saleOf({ limit_price: '1.10' }));
    expect((await types()).map(({ legs }) => legs[0].option_type)).toEqual(['PUT']);
  });

  test('a share is an equity in the detail, and its row of the positions has no leg', async () => {
    const { client_order_id, combo_type, market, side, symbol, time_in_force } = orderOf();
    await send('place', {
      ...{ client_order_id, combo_type, market, side, symbol, time_in_force, support_trading_session: 'CORE' },
      ...{ instrument_type: 'EQUITY', order_type: 'MARKET', entrust_type: 'AMOUNT', total_cash_amount: '500' },
    });
    expect(await ask('trade/order/detail', { account_id, client_order_id })).toMatchObject({
      orders: [{ instrument_type: 'EQUITY', filled_quantity: '2' }],
    });
    expect(await positions()).toEqual([
      { symbol: 'AAPL', quantity: '2', available_quantity: '2', instrument_type: 'EQUITY' },
    ]);
  });

  test('the balance tells cash, and apart from it what no working purchase will take', async () => {
    await send('place', orderOf({ limit_price: '1.10' }));
    expect(await ask('assets/balance', { account_id })).toMatchObject({
      account_currency_assets: [{ cash_balance: '1000.00', buying_power: '779.90' }],
    });
  });

  test('a snapshot quotes a contract two percent around its last price, and leaves out what has none', async () => {
    venue.traded.set(OCC, 656);
    const before = Date.now();
    const rows = await snapshots([OCC, 'AAPL', 'MSFT261218C00240000', OTHER].join());
    expect(rows).toMatchObject([
      { symbol: OCC, price: '1.15', bid: '1.12', ask: '1.18', volume: '656', strike_price: '240.00' },
      { symbol: OTHER, price: '0.60', bid: '0.58', ask: '0.62', volume: '0', strike_price: '3.50' },
    ]);
    const [{ quote_time }] = z.tuple([z.object({ quote_time: z.number() })], z.unknown()).parse(rows);
    expect(quote_time).toBeGreaterThanOrEqual(before);
    expect(quote_time).toBeLessThanOrEqual(Date.now());
  });

  test('a quote is as old as a test says', async () => {
    venue.quotedAt.set(OCC, 1_787_935_296_002);
    expect(await snapshots(OCC)).toMatchObject([{ quote_time: 1_787_935_296_002, last_trade_time: '1787935296002' }]);
  });

  test.each([
    ['more than twenty contracts', Array.from({ length: 21 }, () => OCC).join(), 'US_OPTION'],
    ['another category', OCC, 'US_STOCK'],
  ])('a snapshot of %s is refused', async (_, symbols, category) => {
    expect(await snapshots(symbols, category)).toBe('INVALID_PARAMETER');
  });

  test('an option is not among the shares', async () => {
    expect(await ask('market-data/stock/snapshot', { symbols: `AAPL,${OCC}` })).toMatchObject([{ symbol: 'AAPL' }]);
  });
});
