import type { OrderBody } from '@atc/core/desk/venue';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveStop, testLostStopAnswers } from '../house/testing/lost-stop-answers.ts';
import { topstepxBody as body, MES, OLD_MES, type TopstepxStage, topstepxStage } from './testing/topstepx-stage.ts';

const PLACE = /Order\/place/;
const MODIFY = /Order\/modify/;
const soon = { timeout: 10_000, interval: 20 };

let stage: TopstepxStage;
beforeEach(async () => {
  stage = await topstepxStage();
  // Ten contracts of 0.2 units.
  await stage.broker.place(body({ spendUsd: '25' }));
});
afterEach(() => stage.venue.close());

const stopOf = (changes: Partial<OrderBody> = {}) =>
  body({ side: 'sell', type: 'stop', spendUsd: null, quantity: '2', stopPrice: '9.25', ...changes });
const stops = () =>
  stage.venue.book.orders.flatMap(({ order, state, stopPrice }) => (order.type === 4 ? [[state, stopPrice]] : []));

testLostStopAnswers({
  venue: 'topstepx',
  stage: () => stage,
  paths: { place: PLACE, move: MODIFY },
  stopOf,
  stops: () => stops().map(([state, price]) => [String(state), String(price)]),
  levels: { placed: '9.25', wished: '9.6', moved: '9.75' },
});

test('I4: a stop whose placing was not decided is not placed twice', async () => {
  const stop = stopOf();
  const undecided = { kind: 'status', status: 200, body: { success: false, errorCode: 6, errorMessage: 'x' } } as const;
  stage.venue.faults.inject({ path: PLACE, moment: 'after', fault: undecided, times: 1 });
  expect(await stage.broker.place(stop)).toMatchObject({ status: 'submitted' });
  stage.venue.faults.inject({ path: PLACE, moment: 'before', fault: undecided, times: 1 });
  await stage.broker.takeBack(stop.clientOrderId);
  await expect(stage.broker.place(stopOf({ quantity: '0.2' }))).rejects.toThrow(/does not decide/);
  expect(stops()).toEqual([['canceled', 9.25]]);
});

test.each([
  [4, /does not decide/],
  [5, /does not decide/],
])('I4: the code %i leaves open whether a stop was moved', async (errorCode, said) => {
  const stop = stopOf();
  await stage.broker.place(stop);
  const fault = { kind: 'status', status: 200, body: { success: false, errorCode, errorMessage: 'x' } } as const;
  stage.venue.faults.inject({ path: MODIFY, moment: 'before', fault, times: 1 });
  await expect(moveStop(stage.broker, stop, '9.5')).rejects.toThrow(said);
});

test('a stop that the gateway shows without its price is not known: nobody believes that it rests', async () => {
  const stop = stopOf();
  const { venueOrderId } = await stage.broker.place(stop);
  const order = { id: Number(venueOrderId), contractId: MES, type: 4, status: 1, side: 1, size: 10 };
  const shown = { success: true, errorCode: 0, orders: [{ ...order, customTag: stop.clientOrderId }] };
  const fault = { kind: 'status', status: 200, body: shown } as const;
  stage.venue.faults.inject({ path: /Order\/search$/, moment: 'after', fault, times: 2 });
  await expect(stage.broker.status(stop.clientOrderId)).rejects.toThrow(/without its price/);
  await expect(moveStop(stage.broker, stop, '9.5')).rejects.toThrow(/without its price/);
});

test('what a stop has locked is not sold beside it, by an order or another stop, until it is taken back', async () => {
  const stop = stopOf();
  await stage.broker.place(stop);
  const sale = () => body({ side: 'sell', spendUsd: null, quantity: '0.2' });
  const refused = async (order: OrderBody) => (await stage.broker.place(order)).reason;
  expect(await refused(sale())).toMatch(/long positions only/);
  expect(await refused(stopOf({ quantity: '0.2' }))).toMatch(/other stops sell \d+ of the \d+ contracts/);
  await stage.broker.takeBack(stop.clientOrderId);
  expect((await stage.broker.place(sale())).status).toBe('filled');
});

test('a stop over a part of what is held leaves the rest free', async () => {
  await stage.broker.place(stopOf({ quantity: '1' }));
  expect((await stage.broker.place(body({ side: 'sell', spendUsd: null, quantity: '1' }))).status).toBe('filled');
  stage.stops.trade('9');
  expect(await stage.broker.holdings('account')).toEqual([]);
});

test('a month that rolls keeps its stop and takes another, and is not bought any more', async () => {
  const [stop, later] = [stopOf({ quantity: '1' }), stopOf({ quantity: '1' })];
  await stage.broker.place(stop);
  stage.roll();
  expect(await moveStop(stage.broker, stop, '9.5')).toEqual({ kind: 'asked' });
  expect((await stage.broker.place(later)).restsAt?.toFixed()).toBe('9.25');
  expect(await stage.broker.place(body())).toMatchObject({
    status: 'rejected',
    reason: expect.stringMatching(/not the front month/),
  });
  expect(await stage.broker.place(stopOf({ contract: OLD_MES }))).toMatchObject({
    reason: expect.stringMatching(/holds 0 of the 10/),
  });
});

test('a stop that is triggered is pushed, so that somebody asks', async () => {
  const heard: string[] = [];
  const ended = new AbortController();
  const listening = stage.broker.listen?.({
    hear: (about) => heard.push(about),
    failed: () => undefined,
    signal: ended.signal,
  });
  await expect.poll(() => stage.venue.hub.listeners('SubscribePositions'), soon).toBe(1);
  await stage.broker.place(stopOf());
  await expect.poll(() => heard.at(-1), soon).toBe('orders');
  heard.length = 0;
  stage.venue.book.tick();
  stage.stops.trade('9.25');
  stage.venue.book.tick();
  await expect.poll(() => heard, soon).toEqual(['orders', 'orders', 'orders', 'holdings']);
  ended.abort();
  await listening;
});
