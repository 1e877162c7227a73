import {
  type Broker,
  type OrderBody,
  openPaperBroker,
  type VenueReport,
  type VenueStatus,
} from '../desk/brokers/index.ts';
import type { DeskContext } from '../desk/context.ts';
import type { Intent, OrderWork } from '../desk/orders/index.ts';
import { findPosition, openPosition, takeForClosing } from '../desk/positions/index.ts';
import { HALT_FENCE } from '../desk/protections/index.ts';
import { newId, openFence, type Tx } from '../kernel/db/index.ts';
import { seededDice } from '../kernel/dice/index.ts';
import { silentLog } from '../kernel/log/index.ts';
import { Decimal } from '../kernel/money/index.ts';
import { scriptedMarket } from './scripted-market.ts';
import { DESK_START, type TestDesk, testDesk } from './test-desk.ts';

/** The way to the paper venue, watched: a test may lose a request, lose an answer, or let it take its time. */
export interface VenueProbe {
  readonly broker: Broker;
  /** Bodies whose sending began. */
  readonly sent: OrderBody[];
  /** Ids that were asked for. */
  readonly asked: string[];
  onPlace: (body: OrderBody, deliver: () => Promise<VenueReport>) => Promise<VenueReport>;
  onStatus: (clientOrderId: string, ask: () => Promise<VenueStatus>) => Promise<VenueStatus>;
}

export interface OrderDesk extends Omit<TestDesk, 'ctx'> {
  readonly ctx: DeskContext;
  readonly venue: VenueProbe;
  /** A step of a mission of its own, as the door would have written it. */
  addStep(instrumentId: string): Promise<{ readonly stepId: string; readonly proposalId: string }>;
  /** Work that buys an instrument for a new position. */
  buy(instrumentId: string, spendUsd?: string): Promise<OrderWork>;
  /** Work that sells all of a position. */
  sell(positionId: string, triggerPrice?: string): Promise<OrderWork>;
}

export interface OrderDeskOptions {
  readonly symbols?: readonly string[];
  readonly price?: number;
  readonly connections?: number;
}

/** A desk on which orders reach the real paper broker: real tables, real fence, one scripted market, no queues. */
export async function orderDesk({
  symbols = ['BONK'],
  price = 0.00002,
  connections = 20,
}: OrderDeskOptions = {}): Promise<OrderDesk> {
  const desk = await testDesk({ startingCapitalUsd: 1e6, connections });
  const { db, ctx: bare } = desk;
  const prices = Object.fromEntries(symbols.map((symbol) => [`${symbol}_USDT`, price]));
  const market = scriptedMarket(prices, { startsAt: DESK_START });
  const venue = watched(openPaperBroker({ db, clock: bare.clock, market, dice: seededDice('7') }));
  const fence = openFence({ databaseUrl: desk.databaseUrl, key: HALT_FENCE, connections: 40 });
  await db.tradingState.create({
    data: { id: 1, state: 'active', reason: 'start', changedBy: 'test', changedAt: DESK_START },
  });
  const ctx: DeskContext = {
    ...bare,
    market,
    brokers: { of: () => venue.broker },
    fence,
    dice: seededDice('7'),
    log: silentLog(),
  };
  const addStep = (instrumentId: string) => insertStep(desk, instrumentId);
  return {
    ...desk,
    ctx,
    venue,
    addStep,
    buy: async (instrumentId, spendUsd = '50') =>
      buyWork(desk, { ...(await addStep(instrumentId)), instrumentId, spendUsd }),
    sell: async (positionId, triggerPrice) =>
      sellWork(desk, { positionId, triggerPrice: triggerPrice ?? null, addStep }),
    close: async () => {
      await fence.close();
      await desk.close();
    },
  };
}

function watched(paper: Broker): VenueProbe {
  const probe: VenueProbe = {
    sent: [],
    asked: [],
    onPlace: (_, deliver) => deliver(),
    onStatus: (_, ask) => ask(),
    broker: {
      ...paper,
      place: (body) => {
        probe.sent.push(body);
        return probe.onPlace(body, () => paper.place(body));
      },
      status: (id) => {
        probe.asked.push(id);
        return probe.onStatus(id, () => paper.status(id));
      },
    },
  };
  return probe;
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

interface Purchase {
  readonly stepId: string;
  readonly proposalId: string;
  readonly instrumentId: string;
  readonly spendUsd: string;
}

function buyWork(desk: TestDesk, { stepId, proposalId, instrumentId, spendUsd }: Purchase): OrderWork {
  const intend = async (tx: Tx): Promise<Intent> => {
    const { contract } = await tx.instrument.findUniqueOrThrow({ where: { id: instrumentId } });
    const stopLoss = new Decimal('0.000017');
    const { id: positionId } = await openPosition(tx, {
      accountId: desk.accountId,
      instrumentId,
      entryProposalId: proposalId,
      stopLoss,
      takeProfit: null,
      stopRequired: true,
      signalSource: null,
      reason: {},
    });
    const what = {
      accountId: desk.accountId,
      positionId,
      instrumentId,
      contract,
      decimals: 6,
      refPrice: new Decimal('0.00002'),
      triggerPrice: null,
    };
    return { ...what, side: 'buy', purpose: 'entry', protective: false, spendUsd: new Decimal(spendUsd) };
  };
  return { stepId, accountId: desk.accountId, direction: 'entry', intend };
}

interface Sale {
  readonly positionId: string;
  readonly triggerPrice: string | null;
  readonly addStep: OrderDesk['addStep'];
}

async function sellWork(desk: TestDesk, { positionId, triggerPrice, addStep }: Sale): Promise<OrderWork> {
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
    refPrice: new Decimal('0.00002'),
  };
  const intend = async (): Promise<Intent> => ({
    ...what,
    side: 'sell',
    purpose: 'stop_loss',
    protective: true,
    quantity: position.quantity,
    triggerPrice: triggerPrice ? new Decimal(triggerPrice) : null,
  });
  return { stepId, accountId, direction: 'exit', intend };
}
