import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import {
  type Intent,
  isResting,
  keepStops,
  type Order,
  type OrderWork,
  placeOrder,
  type Refusal,
  reconcileHoldings,
  reconcileOrders,
} from '@atc/core/desk/orders';
import { changeStops, lockPosition, takeForClosing } from '@atc/core/desk/positions';
import type { Broker } from '@atc/core/desk/venue';
import { openDb, type Tx } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { buyWork, type OrderContext, orderContext } from '@atc/core/testing/orders';
import { demandHouse } from './demand-house.ts';
import { dieAtPoint } from './die-at-point.ts';
import { type ChaosPlan, type Lane, PAPER, type Round, type Settled } from './plan.ts';

const SPEND_USD = '50';
/** Where a stop is moved to, as a share of the price. */
const RAISED_STOP = 0.9;
const PAUSE_MS = 10;
/** More than any order needs. */
const MOST_ATTEMPTS = 5000;
const OPEN = ['intended', 'submitted', 'unknown', 'partially_filled'] as const;

const plan: ChaosPlan = JSON.parse(await text(process.stdin));
const db = openDb(plan.databaseUrl, { connections: 10 });
const opened = orderContext({
  db,
  databaseUrl: plan.databaseUrl,
  symbols: plan.lanes.map(({ symbol }) => symbol),
  at: new Date(plan.at),
  price: plan.price,
});
const broker = await openBroker();
const ctx: OrderContext['ctx'] = broker ? { ...opened.ctx, brokers: { of: () => broker } } : opened.ctx;

dieAtPoint(plan);
const settled = await settle();
process.stdout.write(`${JSON.stringify(settled)}\n`);
await Promise.all(plan.lanes.map((lane, i) => trade(lane, i % 2 === 1)));
const { differences } = await reconcileHoldings(ctx);
process.stdout.write(`${JSON.stringify({ differences: differences.length })}\n`);
await opened.close();
await db.$disconnect();

/** The broker of a venue that runs elsewhere; null where the desk's own paper broker is the venue. */
async function openBroker(): Promise<Broker | null> {
  const { venue, reached } = plan.place;
  if (venue === PAPER) return null;
  const twin = await demandHouse(venue).twin();
  const instrumentOf = async (contract: string) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null;
  return twin.chaos.openBroker(reached, { db, clock: opened.clock, instrumentOf });
}

/** What a process of the company does first: it asks about every order that has no last word, until all have one. */
async function settle(): Promise<Settled> {
  const start = performance.now();
  const count = async () =>
    (await db.order.findMany({ where: { status: { in: [...OPEN] } } })).filter((order) => !isResting(order)).length;
  const open = await count();
  for (let left = open; left > 0; left = await count()) {
    await reconcileOrders(ctx, { atStart: true });
    await delay(PAUSE_MS);
  }
  return { open, ms: performance.now() - start };
}

/**
 * Goes through the rounds of a lane in their order, every other lane with purchases that carry their stop; what was
 * done before a kill is found done.
 */
async function trade({ instrumentId, rounds }: Lane, carriesStops: boolean): Promise<void> {
  for (const round of rounds) {
    const { accountId, price } = plan;
    const purchase = { accountId, ...round.buy, instrumentId, spendUsd: SPEND_USD, price };
    const bought = await untilFinal(buyWork({ ...purchase, broker: carriesStops ? broker : null }));
    if (!bought?.positionId || bought.filledQty.isZero()) continue;
    await guard(bought.positionId);
    await untilFinal(await sale(round, bought.positionId, instrumentId));
  }
}

/** Leaves a stop with the venue, where it takes one, raises it, and gives it some time to be reached. */
async function guard(positionId: string): Promise<void> {
  if (!broker?.stops) return;
  await keepStops(ctx);
  await changeStops(ctx, { positionId, stopLoss: String(plan.price * RAISED_STOP), changedBy: 'chaos' });
  // A stop is moved no more often than every ten seconds.
  await db.$executeRaw`
    UPDATE ops_orders SET updated_at = updated_at - interval '11 seconds' WHERE position_id = ${positionId}::uuid`;
  await keepStops(ctx);
  await reconcileOrders(ctx, { atStart: true });
}

async function untilFinal(work: OrderWork): Promise<Order | null> {
  let fault: unknown = null;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const placement = await placeOrder(ctx, work).catch((error: unknown) => {
      fault = error;
      return null;
    });
    if (placement?.kind === 'final') return placement.order;
    if (placement?.kind === 'refused') return null;
    await delay(PAUSE_MS);
  }
  throw new Error('an order never came to its end', { cause: fault });
}

/** Work that sells all of a position. */
async function sale({ sell }: Round, positionId: string, instrumentId: string): Promise<OrderWork> {
  await takeForClosing(db, positionId);
  const intend = async (tx: Tx): Promise<Intent | Refusal> => {
    const position = await lockPosition(tx, positionId);
    if (!position || position.quantity.lte(0)) return { refused: 'nothing is held' };
    return {
      accountId: plan.accountId,
      ...{ positionId, instrumentId, contract: position.instrument.contract, decimals: 6 },
      ...{ side: 'sell', purpose: 'stop_loss', protective: true, triggerPrice: null },
      quantity: position.quantity,
      refPrice: new Decimal(plan.price),
    };
  };
  return { stepId: sell.stepId, positionId, direction: 'exit', intend };
}
