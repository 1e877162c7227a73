import type { OrderBody } from '@atc/core/desk/venue';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveStop, reportOf, testLostStopAnswers } from '../house/testing/lost-stop-answers.ts';
import { webullBody as body, type WebullStage, webullStage } from './testing/webull-stage.ts';

const PLACE = /order\/place/;
const REPLACE = /order\/replace/;

let stage: WebullStage;
beforeEach(async () => {
  stage = await webullStage();
  // 4.05022 shares.
  await stage.broker.place(body({ spendUsd: '500' }));
});
afterEach(() => stage.venue.close());

const stopOf = (changes: Partial<OrderBody> = {}) =>
  body({ side: 'sell', type: 'stop', spendUsd: null, quantity: '4.05022', stopPrice: '110.5', ...changes });
const saleOf = (quantity: string) => body({ side: 'sell', spendUsd: null, quantity });
const stops = () =>
  [...stage.venue.book.orders.values()].flatMap(({ state, stopPrice }) =>
    stopPrice ? [[state, stopPrice.toFixed()] as const] : [],
  );
const held = async () => (await stage.broker.holdings('account')).map(({ quantity }) => quantity.toFixed());

testLostStopAnswers({
  venue: 'webull',
  stage: () => stage,
  paths: { place: PLACE, move: REPLACE },
  stopOf,
  stops,
  levels: { placed: '110.5', wished: '115.001', moved: '115.01' },
});

test('fractions of a share do not rest: they are left when the stop has sold, and can be sold beside it', async () => {
  const stop = stopOf();
  await stage.broker.place(stop);
  expect((await stage.broker.place(saleOf('0.01'))).status).toBe('filled');
  stage.stops.trade('110');
  expect(
    (await reportOf(stage.broker, stop))?.fills.map(({ quantity, price }) => [quantity.toFixed(), price.toFixed()]),
  ).toEqual([['4', '110']]);
  expect(await held()).toEqual(['0.04022']);
});

test('what a stop has locked is not sold beside it, by an order or another stop, until it is taken back', async () => {
  const stop = stopOf();
  await stage.broker.place(stop);
  for (const order of [saleOf('1'), stopOf({ quantity: '1' })])
    await expect(stage.broker.place(order)).rejects.toThrow(/webull holds the shares/);
  await stage.broker.takeBack(stop.clientOrderId);
  expect((await stage.broker.place(saleOf('4.05022'))).status).toBe('filled');
});

test('I4: a sale that comes before the shares of a stop are free is sent again, and is one', async () => {
  const [stop, sale] = [stopOf(), saleOf('4.05022')];
  await stage.broker.place(stop);
  stage.venue.book.freeLate(2);
  await stage.broker.takeBack(stop.clientOrderId);
  for (let time = 0; time < 2; time += 1) await expect(stage.broker.place(sale)).rejects.toThrow(/holds the shares/);
  expect((await stage.broker.status(sale.clientOrderId)).kind).toBe('not_found');
  for (let time = 0; time < 2; time += 1) expect((await stage.broker.place(sale)).status).toBe('filled');
  expect(await held()).toEqual([]);
});

test('a stop that was replaced is the same order to us, whatever the venue calls it', async () => {
  const stop = stopOf();
  const { venueOrderId } = await stage.broker.place(stop);
  await moveStop(stage.broker, stop, '115');
  const moved = await reportOf(stage.broker, stop);
  expect(moved).toMatchObject({ clientOrderId: stop.clientOrderId, status: 'submitted' });
  expect(moved?.venueOrderId).not.toBe(venueOrderId);
  expect(await stage.broker.takeBack(stop.clientOrderId)).toEqual({ kind: 'asked' });
});

test('below a dollar a stop has steps of a hundredth of a cent', async () => {
  stage.stops.trade('0.5');
  const stop = stopOf({ stopPrice: '0.12341' });
  expect((await stage.broker.place(stop)).restsAt?.toFixed()).toBe('0.1235');
  await moveStop(stage.broker, stop, '0.2');
  expect((await reportOf(stage.broker, stop))?.restsAt?.toFixed()).toBe('0.2');
});

test('a stop that Webull shows without its price is not known: nobody believes that it rests', async () => {
  const stop = stopOf();
  const { venueOrderId } = await stage.broker.place(stop);
  const order = { client_order_id: stop.clientOrderId, order_id: venueOrderId, symbol: 'NVDA', side: 'SELL' };
  const shown = {
    client_order_id: stop.clientOrderId,
    orders: [{ ...order, status: 'SUBMITTED', order_type: 'STOP_LOSS' }],
  };
  const fault = { kind: 'status', status: 200, body: shown } as const;
  stage.venue.faults.inject({ path: /order\/detail/, moment: 'after', fault, times: 1 });
  await expect(stage.broker.status(stop.clientOrderId)).rejects.toThrow(/without its price/);
});

test('a venue that fills orders in parts leaves stops alone', async () => {
  stage.venue.fillPartly(() => true);
  const stop = stopOf();
  await stage.broker.place(stop);
  expect(await reportOf(stage.broker, stop)).toMatchObject({ status: 'submitted', fills: [] });
  expect((await stage.broker.place(body())).status).toBe('partially_filled');
});
