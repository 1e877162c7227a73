import { keepStops, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { changeStops } from '@atc/core/desk/positions';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ExchangeDesk, exchangeDesk } from './testing/exchange-desk.ts';

let stage: ExchangeDesk;
let price: number;
beforeEach(async () => {
  price = 20;
  stage = await exchangeDesk({ priceOf: () => price });
});
afterEach(() => stage.close());

/** A position of a coin at 20 whose stop rests at 17. */
async function buyWithStop(): Promise<string> {
  const placement = await placeOrder(stage.ctx, await stage.desk.buy(stage.instrumentId, '100'));
  if (placement.kind !== 'final' || !placement.order.positionId) throw new Error('nothing was bought');
  await keepStops(stage.ctx);
  return placement.order.positionId;
}

/** Stops at the exchange, oldest first: state and price. */
const stopsAtExchange = () =>
  stage.venue.book.orders.flatMap(({ status, stopPrice }) => (stopPrice ? [[status, stopPrice.toNumber()]] : []));
/** Lets time pass after what befell the orders last. */
const later = () => stage.desk.db.$executeRaw`UPDATE ops_orders SET updated_at = updated_at - interval '11 seconds'`;
const raise = (positionId: string, stopLoss: string) =>
  changeStops(stage.ctx, { positionId, stopLoss, changedBy: 'test' });
const positionOf = (id: string) => stage.desk.db.position.findUniqueOrThrow({ where: { id } });

test('a stop that is raised makes way for another, an order of its own, and one of them rests', async () => {
  const positionId = await buyWithStop();
  expect(stopsAtExchange()).toEqual([['NEW', 17]]);
  await raise(positionId, '18');
  await later();
  await keepStops(stage.ctx);
  expect(stopsAtExchange()).toEqual([
    ['CANCELED', 17],
    ['NEW', 18],
  ]);
  const ids = stage.venue.book.orders.map(({ clientOrderId }) => clientOrderId);
  expect(new Set(ids).size).toBe(3);
  expect(await stage.desk.db.event.count({ where: { kind: 'position.stop_refused' } })).toBe(0);
});

test('I4: when the answer to a withdrawal is lost, the other rests once the exchange said what became', async () => {
  const positionId = await buyWithStop();
  await raise(positionId, '18');
  await later();
  const fault = { kind: 'drop' } as const;
  stage.venue.faults.inject({ path: /^DELETE/, moment: 'after', fault, times: 1 });
  await keepStops(stage.ctx);
  expect(stopsAtExchange()).toEqual([['CANCELED', 17]]);
  await reconcileOrders(stage.ctx, { atStart: true });
  await keepStops(stage.ctx);
  expect(stopsAtExchange()).toEqual([
    ['CANCELED', 17],
    ['NEW', 18],
  ]);
});

test('under the level that is wanted it is left where it rests: none could be left instead of it', async () => {
  const positionId = await buyWithStop();
  await raise(positionId, '20');
  await later();
  await keepStops(stage.ctx);
  expect(stopsAtExchange()).toEqual([['NEW', 17]]);
});

test('what a stop sold at the exchange is booked, with its fee, and books and exchange agree', async () => {
  const positionId = await buyWithStop();
  price = 16.5;
  stage.venue.book.tick();
  await reconcileOrders(stage.ctx, { atStart: true });
  expect(await positionOf(positionId)).toMatchObject({ status: 'closed' });
  for (let look = 0; look < 2; look += 1) expect((await reconcileHoldings(stage.ctx)).differences).toEqual([]);
  expect(await stage.desk.db.lock.count({ where: { liftedAt: null } })).toBe(0);
  const { cashUsd, feesApartUsd } = await stage.desk.db.account.findFirstOrThrow();
  const told = (await stage.broker.statement('account')).cashUsd;
  expect(told?.sub(cashUsd.add(feesApartUsd)).abs().toNumber()).toBeLessThan(0.0001);
});

test('the desk takes it back before it sells itself, and nothing is sold twice', async () => {
  const positionId = await buyWithStop();
  const sold = await placeOrder(stage.ctx, await stage.desk.sell(positionId));
  expect(sold.kind).toBe('final');
  expect(stopsAtExchange()).toEqual([['CANCELED', 17]]);
  expect(stage.venue.book.total('SOL').toNumber()).toBeLessThan(0.000001);
});
