import { brokerContract } from '@atc/core/testing/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  exchangeBody as body,
  type ExchangeStage,
  type ExchangeStageOptions,
  exchangeStage,
} from '../testing/exchange-stage.ts';

const contractWith = (options: ExchangeStageOptions) => async () => {
  const { venue, broker, stops } = await exchangeStage(options);
  return { broker, accountId: 'account', body, restNext: venue.book.restNext, stops, close: venue.close };
};

brokerContract('the exchange broker', { rests: true, stops: true, moves: false }, contractWith({}));
brokerContract(
  'the exchange broker, where fees are kept from what is bought',
  { rests: true, stops: true, moves: false },
  contractWith({ feesIn: 'base' }),
);
brokerContract(
  'the exchange broker, where an exchange has no stops',
  { rests: true, stops: false },
  contractWith({ watched: true }),
);

const PLACE = /^POST \/api\/v3\/order$/;
const ASK = /^GET \/api\/v3\/order$/;

describe('the exchange broker, when its venue misbehaves', () => {
  let opened: ExchangeStage;
  beforeEach(async () => {
    opened = await exchangeStage();
  });
  afterEach(() => opened.venue.close());

  test.each([
    ['the connection breaks', { kind: 'drop' }],
    ['the answer is an error of the venue', { kind: 'status', status: 500, body: { code: -1000, msg: 'unknown' } }],
    ['the gateway answers in place of it', { kind: 'status', status: 502 }],
    ['the venue does not know itself', { kind: 'status', status: 400, body: { code: -1007, msg: 'Timeout' } }],
    ['the answer says too many requests', { kind: 'status', status: 429, retryAfterS: 0 }],
    ['the answer cannot be read', { kind: 'malformed' }],
  ] as const)('I4: an order is unknown when %s, taken or not, and then is what the venue says', async (_, fault) => {
    const { venue, broker } = opened;
    const [lost, taken] = [body(), body()];
    venue.faults.inject({ path: PLACE, moment: 'before', fault, times: 1 });
    await expect(broker.place(lost)).rejects.toThrow(/binance/);
    venue.faults.inject({ path: PLACE, moment: 'after', fault, times: 1 });
    await expect(broker.place(taken)).rejects.toThrow(/binance/);
    expect(venue.book.orders.map(({ clientOrderId }) => clientOrderId)).toEqual([taken.clientOrderId]);
    expect((await broker.status(taken.clientOrderId)).kind).toBe('report');
    expect(await broker.status(lost.clientOrderId)).toEqual({ kind: 'not_found', final: false });
  });

  test('I4: an answer that is broken off says neither that there is no order nor that nothing is held', async () => {
    const { venue, broker } = opened;
    const { clientOrderId } = await broker.place(body());
    for (const path of [ASK, /account$/, /openOrders$/, /myTrades$/])
      venue.faults.inject({ path, moment: 'before', fault: { kind: 'malformed' }, times: 1 });
    await expect(broker.status(clientOrderId)).rejects.toThrow('cannot be read');
    await expect(broker.status(clientOrderId)).rejects.toThrow('cannot be read');
    await expect(broker.holdings('account')).rejects.toThrow('cannot be read');
    await expect(broker.statement('account')).rejects.toThrow('cannot be read');
  });

  test('what it complains of shows no signature', async () => {
    const { venue, broker } = opened;
    await broker.place(body());
    venue.faults.inject({ path: ASK, moment: 'before', fault: { kind: 'drop' }, times: 1 });
    const complaint = await broker.status(body().clientOrderId).catch(String);
    expect(complaint).toMatch(/signature=…/);
    expect(complaint).not.toMatch(/[0-9a-f]{64}/);
  });

  test('I3: an order that has ended is not sent again, although the exchange would take its id once more', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.faults.inject({ path: PLACE, moment: 'after', fault: { kind: 'drop' }, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/did not answer/);
    expect((await broker.place(wanted)).status).toBe('filled');
    expect(venue.book.orders).toHaveLength(1);
  });

  test('an order whose id is taken by an open one is that one', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.book.restNext();
    await broker.place(wanted);
    venue.faults.inject({
      ...{ path: ASK, moment: 'before', times: 1 },
      fault: { kind: 'status', status: 400, body: { code: -2013, msg: 'Order does not exist.' } },
    });
    expect((await broker.place(wanted)).status).toBe('submitted');
    expect(venue.book.orders).toHaveLength(1);
  });

  test('a venue that wants rest is left alone until it is over, and then asked', async () => {
    const { venue, broker } = opened;
    const { clientOrderId } = await broker.place(body());
    venue.faults.inject({
      path: ASK,
      moment: 'before',
      fault: { kind: 'status', status: 418, retryAfterS: 1 },
      times: 1,
    });
    await expect(broker.status(clientOrderId)).rejects.toThrow(/418/);
    await expect(broker.status(clientOrderId)).rejects.toThrow(/wants rest/);
    const kind = () => broker.status(clientOrderId).then((said) => said.kind, String);
    await expect.poll(kind, { timeout: 5000 }).toBe('report');
  });

  test('an order that is not found is proven absent only after the settling time', async () => {
    const { broker } = opened;
    const { clientOrderId } = body();
    expect(await broker.status(clientOrderId)).toEqual({ kind: 'not_found', final: false });
    await expect.poll(() => broker.status(clientOrderId)).toEqual({ kind: 'not_found', final: true });
  });

  test('an answer about another order is not believed', async () => {
    const { venue, broker } = opened;
    const [other] = [await broker.place(body())];
    const told = {
      symbol: 'SOLUSDT',
      orderId: 1,
      clientOrderId: other.clientOrderId,
      ...{ side: 'BUY', status: 'FILLED' },
      executedQty: '1',
      origQty: '1',
    };
    venue.faults.inject({ path: ASK, moment: 'before', fault: { kind: 'status', status: 200, body: told }, times: 1 });
    await expect(broker.status(body().clientOrderId)).rejects.toThrow('another order');
  });

  test('an order that is filled in parts is booked once it is whole', async () => {
    const { venue, broker } = opened;
    venue.fillPartly(() => true);
    const wanted = body();
    expect(await broker.place(wanted)).toMatchObject({ status: 'submitted', fills: [] });
    const status = await broker.status(wanted.clientOrderId);
    expect(status).toMatchObject({ kind: 'report', report: { status: 'filled' } });
    expect(status.kind === 'report' && status.report.fills).toHaveLength(1);
  });

  test('less than the least amount is not sent, and what is cancelled at the exchange is so here', async () => {
    const { venue, broker } = opened;
    expect(await broker.place(body({ spendUsd: '4.99' }))).toMatchObject({ status: 'rejected' });
    expect(venue.book.orders).toEqual([]);
    venue.book.restNext();
    const wanted = body();
    await broker.place(wanted);
    Object.assign(venue.book.orders[0] ?? {}, { status: 'EXPIRED' });
    expect(await broker.status(wanted.clientOrderId)).toMatchObject({ report: { status: 'canceled', fills: [] } });
  });
});

test('a clock that is wrong is set by the exchange’s, and the order is sent once', async () => {
  const { venue, broker } = await exchangeStage({ skewMs: 60_000 });
  expect((await broker.place(body())).status).toBe('filled');
  expect(venue.book.orders).toHaveLength(1);
  await venue.close();
});

test('a pair that takes no stops at the market has none that rests, and a stop at a limit is no stop', async () => {
  const { venue, broker } = await exchangeStage({ marketStops: false });
  const stop = body({ side: 'sell', type: 'stop', spendUsd: null, quantity: '0.1', stopPrice: '100' });
  expect(await broker.place(stop)).toMatchObject({
    status: 'rejected',
    reason: expect.stringMatching(/^no stop of SOL rests at binance/),
  });
  expect(venue.book.orders).toEqual([]);
  await venue.close();
});
