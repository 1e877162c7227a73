import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededDice } from '../../kernel/dice/index.ts';
import { type Decimal, ZERO } from '../../kernel/money/index.ts';
import { type OrderDesk, orderDesk } from '../../testing/desk/index.ts';
import { readPortfolio } from '../portfolio/index.ts';
import { isFinal, type OrderWork, placeOrder, reconcileHoldings, reconcileOrders } from './index.ts';

const LANES = 8;
const TRADES = 25;
const symbols = Array.from({ length: LANES }, (_, i) => `L${i}`);
const dice = seededDice('lossy');
let desk: OrderDesk;
let calls = 0;

beforeAll(async () => {
  desk = await orderDesk({ symbols });
  desk.venue.onPlace = (_, deliver) => unreliable(deliver);
  desk.venue.onStatus = (_, ask) => unreliable(ask);
});
afterAll(() => desk.close());

/** Of ten calls two are lost on their way there and two on their way back. */
async function unreliable<T>(call: () => Promise<T>): Promise<T> {
  calls += 1;
  const roll = dice.roll('loss', String(calls));
  if (roll < 0.2) throw new Error('request lost');
  const answer = await call();
  if (roll > 0.8) throw new Error('answer lost');
  return answer;
}

/**
 * Runs a step's work again and again, as its queue would, until the venue has said its last word or the test is over.
 */
async function untilFinal(work: OrderWork, over: AbortSignal) {
  for (;;) {
    const placement = await placeOrder(desk.ctx, work).catch(() => null);
    if (placement?.kind === 'final') return placement.order;
    over.throwIfAborted();
  }
}

async function tradeOn(symbol: string, over: AbortSignal): Promise<void> {
  const instrumentId = await desk.addInstrument(symbol);
  for (let trade = 0; trade < TRADES; trade += 1) {
    const { positionId, filledQty } = await untilFinal(await desk.buy(instrumentId), over);
    const held = trade < TRADES - 1 && filledQty.gt(0) && positionId;
    if (held) await untilFinal(await desk.sell(positionId), over);
  }
}

test('over a venue that loses four calls of ten every order ends once, and the books are the venue’s', {
  timeout: 120_000,
}, async ({ signal }) => {
  await Promise.all([
    ...symbols.map((symbol) => tradeOn(symbol, signal)),
    reconcileOrders(desk.ctx, { atStart: true }),
  ]);
  const orders = await desk.db.order.findMany({ include: { fills: true } });
  expect(orders.length).toBeGreaterThan(LANES * TRADES);
  expect(orders.every((order) => isFinal(order.status))).toBe(true);
  const atVenue = await desk.db.paperOrder.findMany({ include: { fills: true } });
  const shown = (fills: readonly { quantity: Decimal; usd: Decimal; feeUsd: Decimal }[]) =>
    fills.map((fill) => [fill.quantity, fill.usd, fill.feeUsd].map((amount) => amount.toFixed()).join(' ')).sort();
  const theirs = new Map(atVenue.map((order) => [order.clientOrderId, shown(order.fills)]));
  expect(new Map(orders.map((order) => [order.clientOrderId, shown(order.fills)]))).toEqual(theirs);
  desk.venue.onStatus = (_, ask) => ask();
  expect((await reconcileHoldings(desk.ctx)).differences).toEqual([]);
  const bodies = new Map(orders.map((order) => [order.clientOrderId, order.body]));
  expect(
    desk.venue.sent.every(
      (body) => JSON.stringify(sorted(body)) === JSON.stringify(sorted(bodies.get(body.clientOrderId))),
    ),
  ).toBe(true);
});

function sorted(body: unknown): unknown {
  return Object.entries(body ?? {}).sort(([a], [b]) => a.localeCompare(b));
}

test('I14: cash and positions are the capital, what was realised and is unrealised, less fees', async () => {
  const { equityUsd } = await readPortfolio(desk.db);
  const account = await desk.db.account.findUniqueOrThrow({ where: { id: desk.accountId } });
  const positions = await desk.db.position.findMany();
  const unrealised = positions.reduce((sum: Decimal, position) => sum.add(position.unrealizedPnl), ZERO);
  const due = account.startingCapitalUsd
    .add(account.transfersUsd)
    .add(account.realizedPnl)
    .add(unrealised)
    .sub(account.feesUsd);
  expect(equityUsd.toFixed()).toBe(due.toFixed());
});
