import { keepStops, type Order, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { changeStops, findPosition } from '@atc/core/desk/positions';
import { setTradingState } from '@atc/core/desk/protections';
import { buyWork } from '@atc/core/testing/orders';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUTURE as CONTRACT, type TopstepxDesk, topstepxDesk } from './testing/topstepx-desk.ts';

const soon = { timeout: 10_000 };
/** More searches than a test makes. */
const FOR_EVER = 1_000_000;

let stage: TopstepxDesk;
let desk: TopstepxDesk['desk'];
let venue: TopstepxDesk['venue'];
let ctx: TopstepxDesk['ctx'];
let instrumentId: string;
let price: number;

beforeEach(async () => {
  price = 20;
  await openStage('auto_oco');
});
afterEach(() => stage.close());

async function openStage(brackets: 'auto_oco' | 'position'): Promise<void> {
  stage = await topstepxDesk({ priceOf: () => price, settlingMs: 100, brackets });
  ({ desk, venue, ctx, instrumentId } = stage);
}

/** Buys two contracts at 20 and lets the purchase carry the stop at 17; what became of it. */
async function purchase(): Promise<Order> {
  const step = await desk.addStep(instrumentId);
  const broker = ctx.brokers.of({ venue: 'topstepx' });
  const what = { accountId: desk.accountId, ...step, instrumentId, spendUsd: '100', price: 20, broker };
  const placement = await placeOrder(ctx, buyWork(what));
  if (placement.kind !== 'final') throw new Error('the purchase has not ended');
  return placement.order;
}

async function buy(): Promise<string> {
  const { positionId, status } = await purchase();
  if (!positionId || status !== 'filled') throw new Error('nothing was bought');
  return positionId;
}

const stopsAtVenue = () => stage.stopsAtVenue();
const stops = () => desk.db.order.findMany({ where: { restsAt: { not: null } }, orderBy: { id: 'asc' } });
const position = (id: string) => findPosition(desk.db, id);
const frozen = () => desk.db.lock.count({ where: { liftedAt: null } });
const look = () => reconcileOrders(ctx, { atStart: true });
const later = () => desk.db.$executeRaw`UPDATE ops_orders SET updated_at = updated_at - interval '2 hours'`;
const fallTo = (level: number) => {
  price = level;
  venue.book.tick();
};
const sold = (positionId: string) =>
  desk.sell(positionId).then((work) => async () => (await placeOrder(ctx, work)).kind);

test('a stop works at the venue from the moment of the fill, before anything here knows of it', async () => {
  await buy();
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  expect(await stops()).toEqual([]);
});

test('it comes into our books as a further leg of the step that bought, once, under the venue’s id', async () => {
  await buy();
  await Promise.all(Array.from({ length: 8 }, () => keepStops(ctx)));
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  const [entry, stop] = await desk.db.order.findMany({ orderBy: { id: 'asc' } });
  expect([stop?.clientOrderId, stop?.leg, stop?.status, stop?.restsAt?.toFixed()]).toEqual([
    `${entry?.clientOrderId}-SL`,
    2,
    'submitted',
    '17',
  ]);
  expect(stop?.stepId).toBe(entry?.stepId);
});

test('it lies as far under the fill as it was to lie under the price that the purchase was intended at', async () => {
  price = 19.5;
  await buy();
  await keepStops(ctx);
  expect((await stops()).map(({ restsAt }) => restsAt?.toFixed())).toEqual(['16.5']);
  await later();
  await keepStops(ctx);
  await look();
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
});

test('what it sold before anything here knew of it is booked at the next start, and closes the trade', async () => {
  const positionId = await buy();
  fallTo(16.9);
  await look();
  expect((await reconcileHoldings(ctx, { atStart: true })).differences).toEqual([]);
  expect([(await position(positionId))?.status, await frozen()]).toEqual(['closed', 0]);
  const outcome = await desk.db.tradeOutcome.findUniqueOrThrow({ where: { tradeId: positionId } });
  expect(outcome.exitReason).toBe('stop_loss');
});

test('the desk takes it back before it sells itself, also when it never looked at it', async () => {
  const positionId = await buy();
  expect(await (await sold(positionId))()).toBe('final');
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
  expect([venue.book.held(CONTRACT), (await position(positionId))?.status]).toEqual([0, 'closed']);
  fallTo(1);
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('an exit that comes after it has sold, unseen, ends with what it did', async () => {
  const positionId = await buy();
  fallTo(16);
  const work = await desk.sell(positionId);
  expect(await placeOrder(ctx, work)).toMatchObject({
    kind: 'final',
    order: { status: 'filled', purpose: 'stop_loss' },
  });
  expect(await desk.db.order.count({ where: { stepId: work.stepId } })).toBe(0);
  expect([venue.book.held(CONTRACT), (await position(positionId))?.status]).toEqual([0, 'closed']);
});

test('one that the venue shows late is waited for: no second one is placed, and nothing sold beside it', async () => {
  venue.book.hideBrackets(3);
  const positionId = await buy();
  await keepStops(ctx);
  expect((await stops()).map(({ status }) => status)).toEqual(['unknown']);
  const sell = await sold(positionId);
  expect([await sell(), venue.book.held(CONTRACT)]).toEqual(['unknown', 2]);
  await expect.poll(sell, soon).toBe('final');
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('one that the venue proves not to have is placed like any other, under its id', async () => {
  await buy();
  const [left] = venue.book.orders.filter(({ order }) => order.type === 4);
  if (left) Object.assign(left, { state: 'canceled', hiddenFor: FOR_EVER, order: { ...left.order, customTag: 'x' } });
  const rests = async () => {
    await keepStops(ctx);
    await look();
    return (await stops()).map(({ status }) => status);
  };
  await expect.poll(rests, soon).toEqual(['submitted']);
  expect(stopsAtVenue().filter(([state]) => state === 'working')).toEqual([['working', 17, 2]]);
});

test('beside one that bears another name none is placed, and nothing more is bought', async () => {
  await buy();
  const [left] = venue.book.orders.filter(({ order }) => order.type === 4);
  if (left) Object.assign(left, { order: { ...left.order, customTag: 'renamed' } });
  const refused = async () => {
    await keepStops(ctx);
    await look();
    return (await stops()).map(({ reason }) => reason);
  };
  await expect.poll(refused, soon).toEqual(['other stops sell 2 of the 2 contracts that topstepx holds']);
  await reconcileHoldings(ctx);
  expect([stopsAtVenue().length, await frozen()]).toEqual([1, 1]);
});

test('an account with other brackets refuses the purchase in the venue’s words, and holds nothing', async () => {
  await stage.close();
  await openStage('position');
  expect(await purchase()).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/enable Auto OCO/) });
  expect([venue.book.held(CONTRACT), stopsAtVenue()]).toEqual([0, []]);
});

test('one over more than is held would sell short, and is taken back for one over what is', async () => {
  const positionId = await buy();
  await desk.db.$executeRaw`UPDATE ops_positions SET quantity = 2 WHERE id = ${positionId}::uuid`;
  venue.book.sellByHand(CONTRACT, 1);
  await keepStops(ctx);
  expect((await stops()).map(({ quantity }) => quantity?.toFixed())).toEqual(['4']);
  await keepStops(ctx);
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
  await later();
  await keepStops(ctx);
  expect(stopsAtVenue().at(-1)).toEqual(['working', 17, 1]);
  fallTo(10);
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('I8: it is no stranger, before and after we know of it; one of a purchase that is not ours is', async () => {
  await buy();
  await reconcileHoldings(ctx);
  await keepStops(ctx);
  await reconcileHoldings(ctx);
  expect(await frozen()).toBe(0);
  const [left] = venue.book.orders.filter(({ order }) => order.type === 4);
  if (left) Object.assign(left, { order: { ...left.order, customTag: 'somebody-SL' } });
  await reconcileHoldings(ctx);
  expect(await frozen()).toBe(1);
});

test('it follows the stop of its position upwards', async () => {
  const positionId = await buy();
  await keepStops(ctx);
  await changeStops(ctx, { positionId, stopLoss: '18', changedBy: 'test' });
  await later();
  await keepStops(ctx);
  expect(stopsAtVenue()).toEqual([['working', 18, 2]]);
});

test('I10: in halted it stays where it is, unseen, and what it sells is booked when trading goes on', async () => {
  const positionId = await buy();
  await setTradingState(ctx, { state: 'halted', reason: 'test', by: 'test' });
  await keepStops(ctx);
  expect((await placeOrder(ctx, await desk.sell(positionId))).kind).toBe('blocked');
  expect([stopsAtVenue(), await stops()]).toEqual([[['working', 17, 2]], []]);
  fallTo(16);
  await setTradingState(ctx, { state: 'reducing', reason: 'test', by: 'test' });
  await keepStops(ctx);
  expect((await position(positionId))?.status).toBe('closed');
});

test('I10: asked about, it is left where it is, also in halted and over more than is held', async () => {
  await buy();
  await keepStops(ctx);
  venue.book.sellByHand(CONTRACT, 1);
  await setTradingState(ctx, { state: 'halted', reason: 'test', by: 'test' });
  await keepStops(ctx);
  await look();
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
});

test('I10: where trading goes on while an exit waits, nothing is sold beside it', async () => {
  const positionId = await buy();
  const work = await desk.sell(positionId);
  await setTradingState(ctx, { state: 'halted', reason: 'test', by: 'test' });
  let asked = 0;
  const { shared } = ctx.fence;
  // The state changes between the look for the stop and the sale.
  const fence = {
    ...ctx.fence,
    shared: async <T>(act: () => Promise<T>) => {
      asked += 1;
      const said = await shared(act);
      if (asked === 1) await desk.db.tradingState.update({ where: { id: 1 }, data: { state: 'active' } });
      return said;
    },
  };
  expect((await placeOrder({ ...ctx, fence }, work)).kind).toBe('unknown');
  expect(venue.book.held(CONTRACT)).toBe(2);
  expect((await placeOrder(ctx, work)).kind).toBe('final');
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
});

test('one that comes to light when all is sold already is taken back before it sells what nobody has', async () => {
  venue.book.hideBrackets(FOR_EVER);
  const positionId = await buy();
  const [left] = venue.book.orders.filter(({ order }) => order.type === 4);
  if (left) left.state = 'canceled';
  await expect.poll(await sold(positionId), soon).toBe('final');
  expect(venue.book.held(CONTRACT)).toBe(0);
  if (left) Object.assign(left, { state: 'working', hiddenFor: 0 });
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  await reconcileHoldings(ctx);
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
  await reconcileHoldings(ctx);
  expect([venue.book.held(CONTRACT), await frozen()]).toEqual([0, 0]);
});

test('a stop that would lie nearer than the gateway takes is not carried, and rests behind its purchase', async () => {
  price = 0.2;
  const step = await desk.addStep(instrumentId);
  const broker = ctx.brokers.of({ venue: 'topstepx' });
  const work = buyWork({ accountId: desk.accountId, ...step, instrumentId, spendUsd: '10', price, broker });
  expect((await placeOrder(ctx, work)).kind).toBe('final');
  expect(stopsAtVenue()).toEqual([]);
  await keepStops(ctx);
  expect(stopsAtVenue().map(([state, level]) => [state, level])).toEqual([['working', 0.17]]);
});

test('I14, I3: whatever sells at the same moment, what was bought is sold once', async () => {
  for (let round = 0; round < 6; round += 1) {
    price = 20;
    const positionId = await buy();
    const work = await desk.sell(positionId);
    const fall = new Promise<void>((done) => setImmediate(() => done(fallTo(17))));
    await Promise.all([keepStops(ctx), look(), placeOrder(ctx, work), placeOrder(ctx, work), fall, keepStops(ctx)]);
    await expect.poll(async () => (await placeOrder(ctx, work)).kind, soon).toBe('final');
    await expect.poll(async () => (await position(positionId))?.status, soon).toBe('closed');
    expect(venue.book.held(CONTRACT)).toBe(0);
  }
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});
