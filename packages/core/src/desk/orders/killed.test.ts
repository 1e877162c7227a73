import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK_START, type OrderDesk, orderDesk } from '../../testing/desk/index.ts';
import { buyWork, type KilledOrder, type KillPoint } from '../../testing/orders/index.ts';
import { findPosition } from '../positions/index.ts';
import { setTradingState } from '../protections/index.ts';
import { placeOrder, reconcileHoldings } from './index.ts';

const points: readonly KillPoint[] = ['intending', 'sending', 'taken', 'unknown', 'booked'];
const script = fileURLToPath(new URL('../../testing/orders/place-until-killed.ts', import.meta.url));
let desk: OrderDesk;

beforeAll(async () => {
  desk = await orderDesk({ symbols: points.map((point) => point.toUpperCase()) });
});
afterAll(() => desk.close());

/** Runs a process that places an order until it stands at a point, and kills it there. */
async function killedAt(point: KillPoint, purchase: KilledOrder['purchase']): Promise<void> {
  const order: KilledOrder = {
    databaseUrl: desk.databaseUrl,
    at: DESK_START.toISOString(),
    symbol: point.toUpperCase(),
    point,
    purchase,
  };
  const child = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const [said] = await Promise.race([once(child.stdout, 'data'), gone]);
  expect(String(said)).toBe(`${point}\n`);
  child.kill('SIGKILL');
  await gone;
}

test.each(points)(
  'a process killed with SIGKILL while %s: the next run ends with one order, booked once',
  async (point) => {
    const instrumentId = await desk.addInstrument(point.toUpperCase());
    const purchase = { accountId: desk.accountId, ...(await desk.addStep(instrumentId)), instrumentId, spendUsd: '50' };
    await killedAt(point, purchase);
    const placement = await placeOrder(desk.ctx, buyWork(purchase));
    if (placement.kind !== 'final') throw new Error(`it ended ${placement.kind}`);
    const { id, clientOrderId, positionId, filledQty } = placement.order;
    const atVenue = await desk.db.paperOrder.findMany({ where: { instrumentId }, include: { fills: true } });
    const booked = await desk.db.fill.findMany({ where: { instrumentId } });
    expect(atVenue.map((order) => order.clientOrderId)).toEqual([clientOrderId]);
    expect(booked.map((fill) => [fill.orderId, fill.venueFillId])).toEqual(
      atVenue[0]?.fills.map((fill) => [id, fill.id]),
    );
    expect((await findPosition(desk.db, positionId ?? ''))?.quantity.toFixed()).toBe(filledQty.toFixed());
    expect((await reconcileHoldings(desk.ctx)).differences).toEqual([]);
  },
);

test('a killed process holds nothing up: the trading state changes at once', async () => {
  const set = await setTradingState(desk.ctx, { state: 'halted', reason: 'test', by: 'test' });
  expect(set.inFlight).toEqual([]);
});
