import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { keepStops, type OrderWork, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { findPosition } from '@atc/core/desk/positions';
import { standingClock } from '@atc/core/kernel/time';
import { brokerContract } from '@atc/core/testing/contracts';
import { DESK_START, type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWebullBroker } from './adapter/webull-broker.ts';
import { openWebullClient } from './adapter/webull-client.ts';
import { type LocalWebull, openLocalWebull } from './local/index.ts';
import { optionBody, webullStage } from './testing/webull-stage.ts';

const keys = { appKey: 'app', appSecret: 'secret' };
const fast = { requests: 100_000, windowMs: 1000 };
const CALL = 'AAPL270115C00240000';
const PLACE = /order\/place/;

brokerContract('the Webull broker for options', { rests: true, stops: false }, async () => {
  const { venue, broker } = await webullStage({ assetClass: 'option' });
  return { broker, accountId: 'account', body: optionBody, restNext: venue.book.restNext, close: venue.close };
});

test('shares that an account of options holds beside them are none of its options, and the reverse', async () => {
  const options = await webullStage({ assetClass: 'option' });
  await options.broker.place(optionBody());
  expect((await options.broker.holdings('account')).map(({ quantity }) => quantity.toFixed())).toEqual(['400']);
  const shares = openWebullBroker({
    client: openWebullClient({
      ...keys,
      baseUrl: options.venue.url,
      paces: { orders: fast, queries: fast, token: fast },
    }),
    ...{ webullAccountId: 'U1', assetClass: 'equity', settlingMs: 20, instrumentOf: async () => 'instrument' },
  });
  expect(await shares.holdings('account')).toEqual([]);
  await expect(shares.status(options.venue.book.orders.keys().next().value ?? '')).rejects.toThrow(/as OPTION/);
  await options.venue.close();
});

describe('a desk that trades options', () => {
  let desk: OrderDesk;
  let venue: LocalWebull;
  let ctx: OrderDesk['ctx'];
  let instrumentId: string;
  let price: number;

  beforeEach(async () => {
    price = 1.14;
    desk = await orderDesk({ symbols: ['X'], price });
    venue = await openLocalWebull({
      ...keys,
      ...{ accountId: 'U1', cashUsd: 1e6, priceOf: (contract) => (contract === CALL ? price : null) },
      now: () => DESK_START,
    });
    const broker = openWebullBroker({
      client: openWebullClient({ ...keys, baseUrl: venue.url, paces: { orders: fast, queries: fast, token: fast } }),
      webullAccountId: 'U1',
      assetClass: 'option',
      instrumentOf: async (contract) => (await findInstrumentsByContract(desk.db, [contract]))[0]?.id ?? null,
      settlingMs: 20,
    });
    ctx = { ...desk.ctx, brokers: { of: () => broker } };
    instrumentId = await desk.addInstrument('X');
    await desk.db.instrument.update({ where: { id: instrumentId }, data: { contract: CALL, decimals: 0 } });
  });
  afterEach(async () => {
    await venue.close();
    await desk.close();
  });

  const look = () => reconcileOrders(ctx, { atStart: true });
  const aged = (seconds: number) =>
    desk.db.$executeRaw`UPDATE ops_orders SET created_at = created_at - make_interval(secs => ${seconds}::float8)`;
  const position = async (id: string) => {
    const row = await desk.db.position.findUniqueOrThrow({ where: { id } });
    return { ...row, quantity: row.quantity.toFixed() };
  };
  async function buy(): Promise<string> {
    const placement = await placeOrder(ctx, await desk.buy(instrumentId, '250'));
    if (placement.kind !== 'final' || !placement.order.positionId) throw new Error('nothing was bought');
    return placement.order.positionId;
  }

  test('a purchase is of whole contracts, costs no more than was given, and is held in shares', async () => {
    const id = await buy();
    const [order] = await desk.db.order.findMany();
    expect([order?.filledQty.toFixed(), order?.filledUsd.toFixed(), order?.feeUsd.toFixed()]).toEqual([
      '200',
      '228',
      '0.1',
    ]);
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '200' });
    expect((await reconcileHoldings(ctx)).differences).toEqual([]);
  });

  test('I4: a purchase whose answer is lost is asked for, and made once', async () => {
    venue.faults.inject({ path: PLACE, moment: 'after', fault: { kind: 'drop' }, times: 1 });
    const work = await desk.buy(instrumentId, '250');
    await placeOrder(ctx, work);
    await look();
    expect(await placeOrder(ctx, work)).toMatchObject({ kind: 'final', order: { status: 'filled' } });
    expect([venue.book.orders.size, venue.book.held(CALL).toFixed()]).toEqual([1, '2']);
  });

  test('no stop of it is left with the venue', async () => {
    await buy();
    await keepStops(ctx);
    expect(await desk.db.order.count()).toBe(1);
  });

  test('a sale whose limit nobody pays is taken back after ten seconds, and is due again at a new price', async () => {
    const id = await buy();
    price = 0.8;
    const work = await desk.sell(id);
    expect((await placeOrder(ctx, work)).kind).toBe('unknown');
    await aged(9);
    await look();
    expect((await position(id)).dueExit).toBeNull();
    await aged(1);
    await look();
    expect(await placeOrder(ctx, work)).toMatchObject({
      order: { status: 'canceled', reason: 'nobody pays its limit' },
    });
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '200', dueExit: { reason: 'stop_loss' } });
    await desk.db.position.update({ where: { id }, data: { entryPrice: price } });
    expect(await placeOrder(ctx, await desk.sell(id))).toMatchObject({ kind: 'final', order: { status: 'filled' } });
    expect([(await findPosition(desk.db, id))?.status, venue.book.held(CALL).toFixed()]).toEqual(['closed', '0']);
    expect((await reconcileHoldings(ctx)).differences).toEqual([]);
  });

  test('a sale that nobody pays asks less each time, until somebody does', async () => {
    const id = await buy();
    price = 0.6;
    for (let sale = 0; sale < 3; sale += 1) {
      await placeOrder(ctx, await desk.sell(id));
      await aged(10);
      await look();
    }
    const sales = await desk.db.order.findMany({ where: { side: 'sell' }, orderBy: { id: 'asc' } });
    expect(sales.map(({ body, status }) => `${(body as { limitPrice?: string }).limitPrice} ${status}`)).toEqual([
      '1 canceled',
      '0.85 canceled',
      '0.55 filled',
    ]);
    expect((await findPosition(desk.db, id))?.status).toBe('closed');
  });

  /** A sale that somebody asked for who is no stop. */
  async function operatorSale(id: string, how: { readonly fraction?: number } = {}): Promise<OrderWork> {
    const work = await desk.sell(id, how);
    return {
      ...work,
      intend: async (tx, leg) => ({ ...(await work.intend(tx, leg)), purpose: 'operator', protective: false }),
    };
  }

  test('a close that an operator asked for and nobody pays stays due, as the operator’s', async () => {
    const id = await buy();
    price = 0.8;
    await placeOrder(ctx, await operatorSale(id));
    await aged(10);
    await look();
    expect((await position(id)).dueExit).toMatchObject({
      ...{ reason: 'operator', by: 'operator', origin: { kind: 'operator', id: 'test' } },
    });
  });

  test('a half that an operator sold is no reason to sell the rest', async () => {
    const id = await buy();
    expect((await placeOrder(ctx, await operatorSale(id, { fraction: 0.5 }))).kind).toBe('final');
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '100', dueExit: null });
  });

  const EXPIRED = 'AAPL250131C00240000';
  /** The desk looks at the venue at an instant. */
  const reconcileAt = (at: string) => reconcileHoldings({ ...ctx, clock: standingClock(new Date(at)) });

  test('what is held of an option that has expired is booked at nothing once two looks found it gone', async () => {
    const id = await buy();
    await desk.db.instrument.update({ where: { id: instrumentId }, data: { contract: EXPIRED } });
    await reconcileAt('2025-01-31T22:00:00Z');
    await reconcileAt('2025-02-02T12:00:00Z');
    expect(await position(id)).toMatchObject({ status: 'open' });
    await reconcileAt('2025-02-03T15:00:00Z');
    const outcome = await desk.db.tradeOutcome.findUniqueOrThrow({ where: { tradeId: id } });
    expect([outcome.exitReason, outcome.exitPrice.toFixed(), outcome.pnlPct]).toEqual([
      'expiry',
      '0',
      expect.closeTo(-1, 2),
    ]);
    expect((await reconcileAt('2025-02-03T15:01:00Z')).differences).toEqual([]);
    expect(await desk.db.lock.count({ where: { liftedAt: null, kind: 'reconciliation' } })).toBe(0);
  });

  test.each([
    ['on the day after, as exercises are being settled', ['2025-02-01T15:00:00Z', '2025-02-01T15:01:00Z']],
    ['that was missing before it expired: somebody sold it', ['2025-01-31T15:00:00Z', '2025-02-05T15:00:00Z']],
  ])('one %s is not booked away', async (_, looks) => {
    const id = await buy();
    await desk.db.instrument.update({ where: { id: instrumentId }, data: { contract: EXPIRED } });
    for (const at of looks) await reconcileAt(at);
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '200' });
  });

  test('one that its venue still holds is not booked away', async () => {
    const id = await buy();
    await desk.db.$executeRaw`UPDATE ops_positions SET quantity = 300 WHERE id = ${id}::uuid`;
    expect((await reconcileHoldings(ctx)).differences).toHaveLength(1);
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '300' });
  });

  test('what a sale sold before it was taken back is booked, and the rest is due', async () => {
    const id = await buy();
    venue.book.restNext(0.5);
    await placeOrder(ctx, await desk.sell(id));
    await aged(10);
    await look();
    expect(await position(id)).toMatchObject({ status: 'open', quantity: '100', dueExit: { reason: 'stop_loss' } });
    expect((await reconcileHoldings(ctx)).differences).toEqual([]);
  });

  test('I10: in halted a sale that works is left where it is', async () => {
    const id = await buy();
    price = 0.8;
    await placeOrder(ctx, await desk.sell(id));
    await desk.db.tradingState.update({ where: { id: 1 }, data: { state: 'halted' } });
    await aged(60);
    await look();
    expect([...venue.book.orders.values()].map(({ state }) => state)).toEqual(['filled', 'working']);
  });
});
