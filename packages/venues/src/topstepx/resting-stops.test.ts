import { keepStops, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { changeStops, findPosition } from '@atc/core/desk/positions';
import { setTradingState } from '@atc/core/desk/protections';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FUTURE as CONTRACT, type TopstepxDesk, topstepxDesk } from './testing/topstepx-desk.ts';

const PLACE = /Order\/place/;
const CANCEL = /Order\/cancel/;
const MODIFY = /Order\/modify/;
const lost = { kind: 'drop' } as const;
const soon = { timeout: 10_000 };

let stage: TopstepxDesk;
let desk: TopstepxDesk['desk'];
let venue: TopstepxDesk['venue'];
let ctx: TopstepxDesk['ctx'];
let instrumentId: string;
let price: number;

beforeEach(async () => {
  price = 20;
  stage = await topstepxDesk({ priceOf: () => price, settlingMs: 20 });
  ({ desk, venue, ctx, instrumentId } = stage);
});
afterEach(() => stage.close());

/** Buys two contracts, stop at 17; the id of the position. */
async function buy(): Promise<string> {
  const placement = await placeOrder(ctx, await desk.buy(instrumentId, '100'));
  if (placement.kind !== 'final' || !placement.order.positionId) throw new Error('nothing was bought');
  return placement.order.positionId;
}

/** A position whose stop rests at the venue. */
async function buyWithStop(): Promise<string> {
  const positionId = await buy();
  await keepStops(ctx);
  return positionId;
}

const stopsAtVenue = () => stage.stopsAtVenue();
const stops = () => desk.db.order.findMany({ where: { restsAt: { not: null } }, orderBy: { id: 'asc' } });
const events = (kind: string) => desk.db.event.count({ where: { kind } });
const look = () => reconcileOrders(ctx, { atStart: true });
/** Lets time pass after what befell the orders last. */
const later = () => desk.db.$executeRaw`UPDATE ops_orders SET updated_at = updated_at - interval '2 hours'`;
const outcome = (tradeId: string) => desk.db.tradeOutcome.findUniqueOrThrow({ where: { tradeId } });
/** The venue's price falls to so much; what rests there above it sells. */
const fallTo = (level: number) => {
  price = level;
  venue.book.tick();
};

test('the stop of a position rests at the venue once, as a further leg of its purchase, and is told', async () => {
  await buyWithStop();
  await Promise.all([keepStops(ctx), keepStops(ctx)]);
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  const [entry, stop] = await desk.db.order.findMany({ orderBy: { id: 'asc' } });
  expect([stop?.stepId, stop?.leg, stop?.status, stop?.restsAt?.toFixed()]).toEqual([
    entry?.stepId,
    2,
    'submitted',
    '17',
  ]);
  expect(await events('position.stop_rests')).toBe(1);
});

test('I3: runs that place it at the same time place one', async () => {
  await buy();
  await Promise.all(Array.from({ length: 8 }, () => keepStops(ctx)));
  expect(stopsAtVenue()).toHaveLength(1);
});

test('I4: a stop whose answer is lost is asked for, and rests once', async () => {
  const positionId = await buy();
  venue.faults.inject({ path: PLACE, moment: 'after', fault: lost, times: 1 });
  await keepStops(ctx);
  await keepStops(ctx);
  expect((await stops()).map(({ status }) => status)).toEqual(['unknown']);
  await look();
  expect((await stops()).map(({ status }) => status)).toEqual(['submitted']);
  expect(stopsAtVenue()).toHaveLength(1);
  expect((await findPosition(desk.db, positionId))?.status).toBe('open');
});

test('what it sold while the company was down is booked at the next start, and closes the trade', async () => {
  const positionId = await buyWithStop();
  fallTo(16.9);
  await look();
  const position = await findPosition(desk.db, positionId);
  expect([position?.status, position?.quantity.toFixed()]).toEqual(['closed', '0']);
  expect((await outcome(positionId)).exitReason).toBe('stop_loss');
  const [fill] = await desk.db.fill.findMany({ where: { side: 'sell' } });
  expect(fill?.slippageBps).toBeCloseTo((1 - 16.9 / 17) * 10_000, 6);
  expect(await events('trade.closed')).toBe(1);
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});

test('what it sold is found by the comparison with the venue too, and freezes nothing', async () => {
  const positionId = await buyWithStop();
  fallTo(17);
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
  expect((await findPosition(desk.db, positionId))?.status).toBe('closed');
  expect(await events('protection.locked')).toBe(0);
});

test('while it rests books and venue are compared all the same', async () => {
  await buyWithStop();
  venue.book.take({ accountId: 1, contractId: CONTRACT, type: 2, side: 0, size: 1, customTag: 'by hand' });
  expect((await reconcileHoldings(ctx)).differences).toMatchObject([{ instrumentId }]);
});

test('where somebody sold by hand it is taken back, so that it cannot sell what nobody has', async () => {
  const positionId = await buyWithStop();
  venue.book.sellByHand(CONTRACT, 2);
  expect((await reconcileHoldings(ctx)).differences).toMatchObject([{ instrumentId }]);
  expect(stopsAtVenue()).toEqual([['canceled', 17, 2]]);
  await later();
  await keepStops(ctx);
  expect(stopsAtVenue()).toHaveLength(1);
  expect(await placeOrder(ctx, await desk.sell(positionId))).toMatchObject({
    order: { status: 'rejected', reason: 'topstepx holds 0 of the 2 contracts that were to be sold' },
  });
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('the desk takes it back before it sells itself, and sells once', async () => {
  const positionId = await buyWithStop();
  const placement = await placeOrder(ctx, await desk.sell(positionId));
  expect(placement).toMatchObject({ kind: 'final', order: { status: 'filled', purpose: 'stop_loss', restsAt: null } });
  expect(await stops()).toMatchObject([{ status: 'canceled', reason: 'the desk trades itself' }]);
  expect(venue.book.held(CONTRACT)).toBe(0);
  expect((await findPosition(desk.db, positionId))?.status).toBe('closed');
  expect([await events('trade.failed'), await events('position.stop_refused')]).toEqual([0, 0]);
});

test('an exit that comes after it has sold ends with what it did', async () => {
  const positionId = await buyWithStop();
  fallTo(17);
  const work = await desk.sell(positionId);
  const [stop] = await stops();
  for (let again = 0; again < 2; again += 1)
    expect(await placeOrder(ctx, work)).toMatchObject({ kind: 'final', order: { id: stop?.id, status: 'filled' } });
  expect(await desk.db.order.count({ where: { stepId: work.stepId } })).toBe(0);
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('nothing is sold while the venue does not say that it is gone', async () => {
  const positionId = await buyWithStop();
  const work = await desk.sell(positionId);
  venue.faults.inject({ path: CANCEL, moment: 'before', fault: lost, times: 1 });
  expect((await placeOrder(ctx, work)).kind).toBe('unknown');
  venue.faults.inject({ path: CANCEL, moment: 'after', fault: lost, times: 1 });
  expect((await placeOrder(ctx, work)).kind).toBe('unknown');
  expect(venue.book.held(CONTRACT)).toBe(2);
  expect((await placeOrder(ctx, work)).kind).toBe('final');
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('one that was never taken is given up, and the desk sells', async () => {
  const positionId = await buy();
  venue.faults.inject({ path: PLACE, moment: 'before', fault: lost, times: 1 });
  await keepStops(ctx);
  const work = await desk.sell(positionId);
  await expect.poll(async () => (await placeOrder(ctx, work)).kind, soon).toBe('final');
  expect(stopsAtVenue()).toEqual([]);
  expect(venue.book.held(CONTRACT)).toBe(0);
});

test('I3: one that is sent again at the moment when it is given up does not stay behind', async () => {
  const positionId = await buy();
  venue.faults.inject({ path: PLACE, moment: 'before', fault: lost, times: 1 });
  await keepStops(ctx);
  const [stop] = await stops();
  const isAbsent = async () => {
    const said = await ctx.brokers.of({ venue: 'topstepx' }).status(stop?.clientOrderId ?? '');
    return said.kind === 'not_found' && said.final;
  };
  await expect.poll(isAbsent, soon).toBe(true);
  const work = await desk.sell(positionId);
  for (const ms of [150, 400])
    venue.faults.inject({ path: PLACE, moment: 'before', fault: { kind: 'delay', ms }, times: 1 });
  const sold = async () => (await placeOrder(ctx, work)).kind;
  await Promise.all([look(), expect.poll(sold, soon).toBe('final')]);
  expect((await findPosition(desk.db, positionId))?.status).toBe('closed');
  expect(stopsAtVenue().filter(([state]) => state === 'working')).toEqual([]);
});

test('after a part was sold it rests again for what is left', async () => {
  const positionId = await buyWithStop();
  await placeOrder(ctx, await desk.sell(positionId, { fraction: 0.5 }));
  await desk.db.$executeRaw`UPDATE ops_positions SET due_exit = NULL`;
  await keepStops(ctx);
  expect(stopsAtVenue()).toEqual([
    ['canceled', 17, 2],
    ['working', 17, 1],
  ]);
});

test('it follows the stop of the position upwards, also when the answer is lost', async () => {
  const positionId = await buyWithStop();
  await changeStops(ctx, { positionId, stopLoss: '18.004', changedBy: 'test' });
  await later();
  venue.faults.inject({ path: MODIFY, moment: 'after', fault: lost, times: 1 });
  await keepStops(ctx);
  await look();
  expect(stopsAtVenue()).toEqual([['working', 18.01, 2]]);
  expect((await stops()).map(({ restsAt }) => restsAt?.toFixed())).toEqual(['18.01']);
});

test('it follows a trailing stop, and says so when it has sold', async () => {
  const positionId = await buyWithStop();
  await desk.db.position.update({ where: { id: positionId }, data: { trailingStopPct: 0.05, highWaterPrice: 20 } });
  await later();
  await keepStops(ctx);
  expect(stopsAtVenue()).toEqual([['working', 19, 2]]);
  fallTo(18.99);
  await look();
  expect((await outcome(positionId)).exitReason).toBe('trailing_stop');
});

test('one that the venue refuses is told, watched here, and not asked for again within the hour', async () => {
  await buy();
  const fault = {
    kind: 'status',
    status: 200,
    body: { success: false, errorCode: 2, errorMessage: 'not now' },
  } as const;
  venue.faults.inject({ path: PLACE, moment: 'before', fault, times: 1 });
  await keepStops(ctx);
  await keepStops(ctx);
  expect(await stops()).toMatchObject([{ status: 'rejected', reason: '2: not now' }]);
  expect([await events('position.stop_refused'), await events('trade.failed')]).toEqual([1, 0]);
  await later();
  await keepStops(ctx);
  expect(stopsAtVenue()).toHaveLength(1);
});

test('I10: in halted none is placed, moved or withdrawn; one that rests stays, and its sale is booked', async () => {
  const positionId = await buyWithStop();
  const set = await setTradingState(ctx, { state: 'halted', reason: 'test', by: 'test' });
  expect(set.inFlight).toEqual([]);
  await changeStops(ctx, { positionId, stopLoss: '18', changedBy: 'test' });
  await later();
  await keepStops(ctx);
  expect((await placeOrder(ctx, await desk.sell(positionId))).kind).toBe('blocked');
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  expect(JSON.stringify((await stops())[0]?.evidence)).not.toContain('take_back');
  fallTo(16);
  await look();
  expect((await findPosition(desk.db, positionId))?.status).toBe('closed');
});

test('I14, I3: whatever sells at the same moment, what was bought is sold once', async () => {
  for (let round = 0; round < 6; round += 1) {
    price = 20;
    const positionId = await buyWithStop();
    const work = await desk.sell(positionId);
    const fall = new Promise<void>((done) => setImmediate(() => done(fallTo(17))));
    await Promise.all([keepStops(ctx), look(), placeOrder(ctx, work), placeOrder(ctx, work), fall, keepStops(ctx)]);
    await expect.poll(async () => (await placeOrder(ctx, work)).kind, soon).toBe('final');
    await expect.poll(async () => (await findPosition(desk.db, positionId))?.status, soon).toBe('closed');
    expect(venue.book.held(CONTRACT)).toBe(0);
  }
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});

test('for a part that cannot be sold the stop is not taken back', async () => {
  const positionId = await buyWithStop();
  const work = await desk.sell(positionId, { fraction: 0.1 });
  expect(await placeOrder(ctx, { ...work, vain: 'less than one contract' })).toEqual({
    kind: 'refused',
    reason: 'less than one contract',
  });
  expect(stopsAtVenue()).toEqual([['working', 17, 2]]);
  expect((await stops()).map(({ evidence }) => JSON.stringify(evidence).includes('take_back'))).toEqual([false]);
});
