import { openPaperBroker } from '../../desk/brokers/index.ts';
import type { DeskContext } from '../../desk/context.ts';
import type { Intent, OrderWork } from '../../desk/orders/index.ts';
import { openPosition } from '../../desk/positions/index.ts';
import { HALT_FENCE } from '../../desk/protections/index.ts';
import {
  type Broker,
  carriedStop,
  type OrderBody,
  type VenueReport,
  type VenueStatus,
} from '../../desk/venue/index.ts';
import { type BaseDb, openFence, type Tx } from '../../kernel/db/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { silentLog } from '../../kernel/log/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { standingClock } from '../../kernel/time/index.ts';
import { type ScriptedMarket, scriptedMarket } from '../scripted-market.ts';

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

export interface OrderContext {
  readonly ctx: DeskContext;
  readonly venue: VenueProbe;
  readonly market: ScriptedMarket;
  readonly clock: ReturnType<typeof standingClock>;
  close(): Promise<void>;
}

export interface OrderContextOptions {
  readonly db: BaseDb;
  readonly databaseUrl: string;
  readonly symbols: readonly string[];
  /** Where time stands. */
  readonly at: Date;
  /** What everything costs; `DESK_PRICE` unless told. */
  readonly price?: number | undefined;
}

/** What everything costs on a desk of a test. */
export const DESK_PRICE = 0.00002;
/** Where a purchase puts its stop, as a share of the price. */
const STOP_SHARE = '0.85';

/**
 * What placing orders needs, on a database that is there: the real paper broker, the real fence, one scripted market,
 * no queues.
 */
export function orderContext({ db, databaseUrl, symbols, at, price = DESK_PRICE }: OrderContextOptions): OrderContext {
  const clock = standingClock(at);
  const market = scriptedMarket(Object.fromEntries(symbols.map((symbol) => [`${symbol}_USDT`, price])), {
    startsAt: at,
  });
  const dice = seededDice('7');
  const venue = watched(openPaperBroker({ db, clock, market, dice }));
  const fence = openFence({ databaseUrl, key: HALT_FENCE, connections: 40 });
  const queues = { nudge: async () => true } as unknown as DeskContext['queues'];
  const ctx = {
    db,
    clock,
    queues,
    market,
    dice,
    fence,
    log: silentLog(),
    brokers: { of: () => venue.broker },
  } as unknown as DeskContext;
  return { ctx, venue, market, clock, close: () => fence.close() };
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

export interface Purchase {
  readonly accountId: string;
  readonly stepId: string;
  readonly proposalId: string;
  readonly instrumentId: string;
  readonly spendUsd: string;
  /** What it costs; `DESK_PRICE` unless told. */
  readonly price?: number | undefined;
  /** The purchase carries its stop where this broker's venue takes one; none unless told. */
  readonly broker?: Broker | null;
}

/** Work that buys an instrument for the position of a proposal. */
export function buyWork({ accountId, stepId, proposalId, instrumentId, spendUsd, price, broker }: Purchase): OrderWork {
  const intend = async (tx: Tx): Promise<Intent> => {
    // Runs of one step take turns, as they do where a worker must hold it.
    await tx.$queryRaw`SELECT 1 FROM ops_mission_steps WHERE id = ${stepId}::uuid FOR UPDATE`;
    const [{ contract } = { contract: '' }] = await tx.$queryRaw<{ contract: string }[]>`
      SELECT contract FROM ops_instruments WHERE id = ${instrumentId}::uuid`;
    const refPrice = new Decimal(price ?? DESK_PRICE);
    const stopLoss = refPrice.mul(STOP_SHARE);
    const { id: positionId } = await openPosition(tx, {
      accountId,
      instrumentId,
      entryProposalId: proposalId,
      stopLoss,
      takeProfit: null,
      stopRequired: true,
      signalSource: null,
      confidence: null,
      reason: {},
    });
    const what = {
      accountId,
      positionId,
      instrumentId,
      contract,
      decimals: 6,
      refPrice,
      triggerPrice: null,
      ...(broker ? carriedStop(broker, { stopLoss, price: refPrice, tick: '0.01' }) : {}),
    };
    return { ...what, side: 'buy', purpose: 'entry', protective: false, spendUsd: new Decimal(spendUsd) };
  };
  return { stepId, direction: 'entry', intend };
}
