import { brokerContract } from '@atc/core/testing/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webullBody as body, type WebullStage, webullStage } from '../testing/webull-stage.ts';

const PLACE = /order\/place/;

brokerContract('the Webull broker', { rests: true, stops: true }, async () => {
  const { venue, broker, stops } = await webullStage();
  return { broker, accountId: 'account', body, restNext: venue.book.restNext, stops, close: venue.close };
});

describe('the Webull broker, when its venue misbehaves', () => {
  let opened: WebullStage;
  beforeEach(async () => {
    opened = await webullStage();
  });
  afterEach(() => opened.venue.close());

  test.each([
    ['the connection breaks', { kind: 'drop' }],
    ['the answer is an error of the venue', { kind: 'status', status: 500, body: { error_code: 'SYSTEM_ERROR' } }],
    ['the answer says too many requests', { kind: 'status', status: 429, retryAfterS: 0 }],
    ['the answer cannot be read', { kind: 'malformed' }],
  ] as const)('I4: an order is unknown when %s, taken or not, and then is what the venue says', async (_, fault) => {
    const { venue, broker } = opened;
    const [lost, taken] = [body(), body()];
    venue.faults.inject({ path: PLACE, moment: 'before', fault, times: 1 });
    await expect(broker.place(lost)).rejects.toThrow(/webull/);
    venue.faults.inject({ path: PLACE, moment: 'after', fault, times: 1 });
    await expect(broker.place(taken)).rejects.toThrow(/webull/);
    expect([...venue.book.orders.keys()]).toEqual([taken.clientOrderId]);
    expect((await broker.status(taken.clientOrderId)).kind).toBe('report');
    expect(await broker.status(lost.clientOrderId)).toEqual({ kind: 'not_found', final: false });
  });

  test('I4: an order that was taken before is never rejected, whatever a later call with it is told', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.faults.inject({ path: PLACE, moment: 'after', fault: { kind: 'drop' }, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/webull/);
    const refusal = { kind: 'status', status: 417, body: { error_code: 'BUYING_POWER_NOT_ENOUGH' } } as const;
    venue.faults.inject({ path: PLACE, moment: 'before', fault: refusal, times: 1 });
    expect((await broker.place(wanted)).status).toBe('filled');
    const silent = { kind: 'status', status: 417, body: { error_code: 'SYSTEM_BUSY' } } as const;
    venue.faults.inject({ path: PLACE, moment: 'before', fault: refusal, times: 1 });
    venue.faults.inject({ path: /order\/detail/, moment: 'before', fault: silent, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/refused the question/);
  });

  test('a venue that wants rest is left alone until it is over, and then asked', async () => {
    const { venue, broker } = opened;
    const { clientOrderId } = await broker.place(body());
    const busy = { kind: 'status', status: 429, retryAfterS: 1 } as const;
    venue.faults.inject({ path: /order\/detail/, moment: 'before', fault: busy, times: 1 });
    await expect(broker.status(clientOrderId)).rejects.toThrow(/429/);
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

  test('an order that shows late was never absent', async () => {
    const { broker } = opened;
    const wanted = body();
    await broker.status(wanted.clientOrderId);
    await broker.place(wanted);
    expect((await broker.status(wanted.clientOrderId)).kind).toBe('report');
  });

  test('an order that still works is submitted and later filled, as one', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.faults.inject({ path: /order\/detail/, moment: 'before', fault: { kind: 'drop' }, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/webull/);
    const booked = venue.book.orders.get(wanted.clientOrderId);
    if (booked) booked.showsAfter = 1;
    const first = await broker.status(wanted.clientOrderId);
    expect(first).toMatchObject({ report: { status: 'submitted', fills: [] } });
    expect(await broker.status(wanted.clientOrderId)).toMatchObject({ report: { status: 'filled' } });
  });

  test('a venue that restarts still knows its orders', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    await broker.place(wanted);
    await venue.restart();
    // A connection that was kept open breaks once.
    const asked = () =>
      broker.status(wanted.clientOrderId).then(
        (said) => said.kind,
        () => 'no answer',
      );
    await expect.poll(asked).toBe('report');
  });

  test('a share that nobody lists is refused with the venue’s code', async () => {
    const report = await opened.broker.place(body({ contract: 'GME' }));
    expect(report).toMatchObject({ status: 'rejected', reason: 'INVALID_SYMBOL: invalid symbol' });
  });

  test('a purchase that would cost more than was given is not sent', async () => {
    const { venue, broker } = opened;
    const dear = { estimated_cost: '49.99', estimated_transaction_fee: '0.02' };
    venue.faults.inject({
      path: /preview/,
      moment: 'after',
      fault: { kind: 'status', status: 200, body: dear },
      times: 1,
    });
    const report = await broker.place(body());
    expect(report).toMatchObject({ status: 'rejected', reason: 'TOO_DEAR: it would cost 50.01 USD, 50 were meant' });
    expect(venue.book.orders.size).toBe(0);
  });

  test('more shares than are held cannot be sold', async () => {
    const report = await opened.broker.place(body({ side: 'sell', spendUsd: null, quantity: '1' }));
    expect(report).toMatchObject({ status: 'rejected', reason: expect.stringContaining('POSITION_NOT_ENOUGH') });
  });
});

test('a clock that is wrong is set by the venue’s and the order goes out once', async () => {
  const { venue, broker } = await webullStage({ skewMs: 3_600_000 });
  expect((await broker.place(body())).status).toBe('filled');
  expect(venue.book.orders.size).toBe(1);
  await venue.close();
});

test('a venue that wants an access token gets one, and the order goes out once', async () => {
  const { venue, broker } = await webullStage({ needsToken: true });
  expect((await broker.place(body())).status).toBe('filled');
  expect(venue.book.orders.size).toBe(1);
  await venue.close();
});

test('a token that another process keeps taking rejects no order: it goes out when the venue lets us in', async () => {
  const { venue, broker } = await webullStage({ needsToken: true });
  const wanted = body();
  const refusal = { kind: 'status', status: 401, body: { error_code: 'INVALID_TOKEN' } } as const;
  venue.faults.inject({ path: PLACE, moment: 'before', fault: refusal, times: 2 });
  await expect(broker.place(wanted)).rejects.toThrow(/does not let us in/);
  expect((await broker.place(wanted)).status).toBe('filled');
  expect(venue.book.orders.size).toBe(1);
  await venue.close();
});

test('a wrong secret leaves everything open, and nothing is ordered', async () => {
  const { venue, broker } = await webullStage({ appSecret: 'another' });
  await expect(broker.place(body())).rejects.toThrow(/INCORRECT_SIGN/);
  expect(venue.book.orders.size).toBe(0);
  await venue.close();
});

test('open orders that somebody else has placed are told apart from none', async () => {
  const { venue, broker } = await webullStage();
  expect((await broker.statement('account')).openOrders).toEqual([]);
  venue.strangers.push('byHand');
  expect((await broker.statement('account')).openOrders).toEqual([{ clientOrderId: 'byHand', venueOrderId: 'byHand' }]);
  venue.faults.inject({ path: /order\/open/, moment: 'before', fault: { kind: 'drop' }, times: 9 });
  await expect(broker.statement('account')).rejects.toThrow();
  await venue.close();
});
