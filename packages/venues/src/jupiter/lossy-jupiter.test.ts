import { isFinal, type OrderWork, placeOrder, reconcileHoldings, reconcileOrders } from '@atc/core/desk/orders';
import { seededDice } from '@atc/core/kernel/dice';
import { type OrderDesk, orderDesk } from '@atc/core/testing/desk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JupiterStage, jupiterStage } from './testing/jupiter-stage.ts';

const LANES = 3;
const TRADES = 4;
const PATIENCE = { timeout: 30_000 };
const symbols = Array.from({ length: LANES }, (_, i) => `J${i}`);
const dice = seededDice('lossy jupiter');
let desk: OrderDesk;
let stage: JupiterStage;
let ctx: OrderDesk['ctx'];

beforeAll(async () => {
  desk = await orderDesk({ symbols });
  stage = await jupiterStage({
    db: desk.db,
    clock: desk.ctx.clock,
    contracts: symbols.map((symbol) => `${symbol}_USDT`),
    priceOf: () => 0.00002,
    validBlocks: 60,
    rules: { expiresAfterMs: 700, landWithinMs: 150 },
  });
  ctx = { ...desk.ctx, brokers: { of: () => stage.broker } };
});
afterAll(async () => {
  await stage.close();
  await desk.close();
});

async function untilFinal(work: OrderWork) {
  for (;;) {
    const placement = await placeOrder(ctx, work).catch(() => null);
    if (placement?.kind === 'final') return placement.order;
  }
}

/** A sale that was refused is tried again by a step of its own, as the watch does. */
async function sellAll(positionId: string): Promise<void> {
  const { status } = await untilFinal(await desk.sell(positionId));
  if (status !== 'filled') await sellAll(positionId);
}

async function tradeOn(symbol: string): Promise<void> {
  const instrumentId = await desk.addInstrument(symbol);
  for (let trade = 0; trade < TRADES; trade += 1) {
    const { positionId, filledQty } = await untilFinal(await desk.buy(instrumentId));
    if (trade < TRADES - 1 && filledQty.gt(0) && positionId) await sellAll(positionId);
  }
}

const expiredSwaps = () => desk.db.orderAttempt.count({ where: { state: 'expired' } });

test('I3, I4: over failing nodes and lost swaps each order is swapped once and booked as it moved', async () => {
  const { faults } = stage.venue;
  faults.inject({ path: /landing/, moment: 'before', fault: { kind: 'drop' }, times: Number.POSITIVE_INFINITY });
  const trades = Promise.all([...symbols.map(tradeOn), reconcileOrders(ctx, { atStart: true })]);
  // The first swap is proven to have expired, whatever the pace of this machine, and only then signed anew.
  await expect.poll(expiredSwaps, PATIENCE).toBeGreaterThan(0);
  faults.clear();
  let rolled = 0;
  faults.plague(() => {
    rolled += 1;
    return dice.roll('fault', String(rolled));
  }, 0.12);
  await trades;
  faults.clear();
  const orders = await desk.db.order.findMany();
  expect(orders.every((order) => isFinal(order.status))).toBe(true);
  const filled = orders.filter((order) => order.filledQty.gt(0));
  expect(filled.length).toBeGreaterThan(LANES * TRADES);
  const swapped = [...stage.venue.swaps().keys()];
  expect(filled.map((order) => order.venueOrderId).sort()).toEqual(swapped.sort());
  expect((await reconcileHoldings(ctx)).differences).toEqual([]);
});
