import { DAY_MS } from '@atc/core/kernel/time';
import { brokerContract } from '@atc/core/testing/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { topstepxBody as body, OLD_MES, type TopstepxStage, topstepxStage } from '../testing/topstepx-stage.ts';

const PLACE = /Order\/place/;

const refusal = (errorCode: number) =>
  ({ kind: 'status', status: 200, body: { success: false, errorCode, errorMessage: 'refused' } }) as const;

brokerContract('the TopstepX broker', { rests: true, stops: true }, async () => {
  const { venue, broker, stops } = await topstepxStage();
  return { broker, accountId: 'account', body, restNext: venue.book.restNext, stops, close: venue.close };
});

describe('the TopstepX broker, when its venue misbehaves', () => {
  let opened: TopstepxStage;
  beforeEach(async () => {
    opened = await topstepxStage();
  });
  afterEach(() => opened.venue.close());

  test.each([
    ['the connection breaks', { kind: 'drop' }],
    ['the answer is an error of the venue', { kind: 'status', status: 500 }],
    ['the answer says too many requests', { kind: 'status', status: 429, retryAfterS: 0 }],
    ['the answer cannot be read', { kind: 'malformed' }],
  ] as const)('I4: an order is unknown when %s, taken or not, and then is what the venue says', async (_, fault) => {
    const { venue, broker } = opened;
    const [lost, taken] = [body(), body()];
    venue.faults.inject({ path: PLACE, moment: 'before', fault, times: 1 });
    await expect(broker.place(lost)).rejects.toThrow(/topstepx/);
    venue.faults.inject({ path: PLACE, moment: 'after', fault, times: 1 });
    await expect(broker.place(taken)).rejects.toThrow(/topstepx/);
    expect(venue.book.orders.map(({ order }) => order.customTag)).toEqual([taken.clientOrderId]);
    expect(await broker.status(taken.clientOrderId)).toMatchObject({ kind: 'report', report: { status: 'filled' } });
    expect(await broker.status(lost.clientOrderId)).toEqual({ kind: 'not_found', final: false });
  });

  test('I4: an order that was taken before is never rejected, whatever a later call with it is told', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.faults.inject({ path: PLACE, moment: 'after', fault: { kind: 'drop' }, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/topstepx/);
    venue.faults.inject({ path: PLACE, moment: 'before', fault: refusal(3), times: 1 });
    expect((await broker.place(wanted)).status).toBe('filled');
  });

  test.each([6, 7])('I4: the code %i leaves an order open that is not shown', async (errorCode) => {
    opened.venue.faults.inject({ path: PLACE, moment: 'before', fault: refusal(errorCode), times: 1 });
    await expect(opened.broker.place(body())).rejects.toThrow(/does not decide/);
  });

  test('a venue that wants rest is left alone until it is over, and then asked', async () => {
    const { venue, broker } = opened;
    const { clientOrderId } = await broker.place(body());
    const busy = { kind: 'status', status: 429, retryAfterS: 1 } as const;
    venue.faults.inject({ path: /Order\/search/, moment: 'before', fault: busy, times: 1 });
    await expect(broker.status(clientOrderId)).rejects.toThrow(/429/);
    await expect(broker.status(clientOrderId)).rejects.toThrow(/wants rest/);
    const kind = () => broker.status(clientOrderId).then((said) => said.kind, String);
    await expect.poll(kind, { timeout: 5000 }).toBe('report');
  });

  test('an order that is not found is proven absent only after the settling time', async () => {
    const { clientOrderId } = body();
    expect(await opened.broker.status(clientOrderId)).toEqual({ kind: 'not_found', final: false });
    await expect.poll(() => opened.broker.status(clientOrderId)).toEqual({ kind: 'not_found', final: true });
  });

  test('I4: an order from before a long weekend is found, not held to be absent', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    const report = await broker.place(wanted);
    const [booked] = venue.book.orders;
    if (booked) Object.assign(booked, { takenAt: new Date(Date.now() - 5 * DAY_MS) });
    expect(await broker.status(wanted.clientOrderId)).toEqual({ kind: 'report', report });
  });

  test('a token that ran out is renewed once for all that wait, and the order goes out once', async () => {
    const { venue, broker } = opened;
    await broker.place(body());
    venue.endSessions();
    const orders = [body(), body(), body()];
    const reports = await Promise.all(orders.map((order) => broker.place(order)));
    expect(reports.map(({ status }) => status)).toEqual(['filled', 'filled', 'filled']);
    expect(venue.book.orders).toHaveLength(4);
  });

  test('an order that still works is submitted; one said to be filled without its trades is not known', async () => {
    const { venue, broker } = opened;
    const wanted = body();
    venue.faults.inject({ path: /Order\/search/, moment: 'before', fault: { kind: 'drop' }, times: 1 });
    await expect(broker.place(wanted)).rejects.toThrow(/topstepx/);
    const [booked] = venue.book.orders;
    if (booked) booked.showsAfter = 1;
    expect(await broker.status(wanted.clientOrderId)).toMatchObject({ report: { status: 'submitted', fills: [] } });
    expect(await broker.status(wanted.clientOrderId)).toMatchObject({ report: { status: 'filled' } });
  });

  test('each trade of an order is a fill of its own, in units of what is under the contract', async () => {
    const report = await opened.broker.place(body());
    // 50 USD buy 20 contracts of 0.2 units at 10.25 with a hundredth of room and 0.40 USD a contract for fees.
    expect(report.fills.map(({ quantity, price }) => [quantity.toFixed(), price.toFixed()])).toEqual([
      ['2', '10.25'],
      ['2', '10.25'],
    ]);
  });

  test('a month that has rolled is not bought, and one that is not listed is refused', async () => {
    const old = await opened.broker.place(body({ contract: OLD_MES }));
    expect(old).toMatchObject({ status: 'rejected', reason: `${OLD_MES} is not the front month any more` });
    const none = await opened.broker.place(body({ contract: 'CON.F.US.XX.Z26' }));
    expect(none).toMatchObject({ status: 'rejected', reason: 'topstepx lists no contract CON.F.US.XX.Z26' });
    expect(opened.venue.book.orders).toEqual([]);
  });

  test('more contracts than are held cannot be sold', async () => {
    const report = await opened.broker.place(body({ side: 'sell', spendUsd: null, quantity: '2' }));
    expect(report).toMatchObject({
      status: 'rejected',
      reason: 'topstepx holds 0 of the 10 contracts that were to be sold',
    });
  });
});

test('a wrong key leaves everything open, and nothing is ordered', async () => {
  const { venue, broker } = await topstepxStage('another');
  await expect(broker.place(body())).rejects.toThrow(/refuses the login/);
  expect(venue.book.orders).toEqual([]);
  await venue.close();
});

test('open orders that somebody else has placed are told apart from none', async () => {
  const { venue, broker } = await topstepxStage();
  expect((await broker.statement('account')).openOrders).toEqual([]);
  venue.strangers.push(77);
  expect((await broker.statement('account')).openOrders).toEqual([{ clientOrderId: null, venueOrderId: '77' }]);
  await venue.close();
});
