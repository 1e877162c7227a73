import { defaultPolicies, insertPolicy } from '../../company/policies/index.ts';
import type { Intent, OrderWork, Refusal } from '../../desk/orders/index.ts';
import { findPosition, lockPosition, takeForClosing } from '../../desk/positions/index.ts';
import { newId, type Tx } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { buyWork, DESK_PRICE, type OrderContext, orderContext } from '../orders/index.ts';
import { DESK_START, type TestDesk, testDesk } from './test-desk.ts';

export interface OrderDesk extends Omit<TestDesk, 'ctx'>, OrderContext {
  /** A step of a mission of its own, as the door would have written it. */
  addStep(instrumentId: string): Promise<{ readonly stepId: string; readonly proposalId: string }>;
  /** Work that buys an instrument for a new position. */
  buy(instrumentId: string, spendUsd?: string): Promise<OrderWork>;
  /** Work that sells all of a position, or a part. */
  sell(positionId: string, how?: SaleWish): Promise<OrderWork>;
}

interface SaleWish {
  readonly triggerPrice?: string;
  /** The part to sell; 1 unless told. */
  readonly fraction?: number;
}

export interface OrderDeskOptions {
  readonly symbols: readonly string[];
  /** What everything costs; `DESK_PRICE` unless told. */
  readonly price?: number;
}

/** A desk of a test's own on which orders reach the real paper broker. */
export async function orderDesk({ symbols, price }: OrderDeskOptions): Promise<OrderDesk> {
  const desk = await testDesk({ startingCapitalUsd: 1e6, connections: 20 });
  const { db, databaseUrl, accountId } = desk;
  await db.tradingState.create({
    data: { id: 1, state: 'active', reason: 'start', changedBy: 'test', changedAt: DESK_START },
  });
  await insertPolicy(db, {
    key: 'trade_limits',
    value: defaultPolicies.trade_limits,
    changedBy: 'test',
    reason: 'defaults',
    changedAt: DESK_START,
  });
  const orders = orderContext({ db, databaseUrl, symbols, at: DESK_START, price });
  const addStep = (instrumentId: string) => insertStep(desk, instrumentId);
  return {
    ...desk,
    ...orders,
    addStep,
    buy: async (instrumentId, spendUsd = '50') =>
      buyWork({ accountId, ...(await addStep(instrumentId)), instrumentId, spendUsd, price }),
    sell: async (positionId, how = {}) => sellWork(desk, { positionId, ...how, addStep }),
    close: async () => {
      await orders.close();
      await desk.close();
    },
  };
}

async function insertStep(
  desk: TestDesk,
  instrumentId: string,
): Promise<{ readonly stepId: string; readonly proposalId: string }> {
  const proposalId = await desk.addEntryProposal(instrumentId);
  const missionId = newId();
  const stepId = newId();
  await desk.db.mission.create({
    data: { id: missionId, proposalId, title: 'Buy', missionType: 'entry', createdBy: 'scout', approvedAt: DESK_START },
  });
  await desk.db.step.create({
    data: { id: stepId, missionId, seq: 1, kind: 'execute_trade', status: 'running', payload: {} },
  });
  return { stepId, proposalId };
}

interface Sale extends SaleWish {
  readonly positionId: string;
  readonly addStep: OrderDesk['addStep'];
}

async function sellWork(desk: TestDesk, { positionId, triggerPrice, fraction = 1, addStep }: Sale): Promise<OrderWork> {
  const position = await findPosition(desk.db, positionId);
  if (!position) throw new Error('there is no such position');
  await takeForClosing(desk.db, positionId);
  const { stepId } = await addStep(position.instrumentId);
  const { accountId, instrumentId, instrument } = position;
  const what = {
    accountId,
    positionId,
    instrumentId,
    contract: instrument.contract,
    decimals: 6,
    refPrice: position.entryPrice ?? new Decimal(DESK_PRICE),
  };
  const intend = async (tx: Tx): Promise<Intent | Refusal> => {
    const held = await lockPosition(tx, positionId);
    if (!held || held.quantity.lte(0)) return { refused: 'nothing is left to sell' };
    return {
      ...what,
      side: 'sell',
      purpose: 'stop_loss',
      protective: true,
      quantity: held.quantity.mul(fraction),
      triggerPrice: triggerPrice ? new Decimal(triggerPrice) : null,
    };
  };
  return { stepId, positionId, direction: 'exit', intend };
}
