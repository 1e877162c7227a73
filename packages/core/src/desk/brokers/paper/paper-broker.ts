import { CompanyError } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { type Candle, isStale, type ListedContract } from '../../market/index.ts';
import {
  type Broker,
  type BrokerContext,
  type OrderBody,
  unheldStop,
  type VenueReport,
  VenueUnknownError,
} from '../../venue/index.ts';
import { type Conditions, fillOrder, type ModelAnswer } from './fill-model.ts';
import { findPaperReport, insertPaperOrder, listPaperHoldings } from './store.ts';

export type PaperBroker = Broker & { readonly venue: 'paper'; readonly mode: 'paper' };

const BARS_SEEN = 30;

/**
 * The paper venue: fills from the last closed bar, kept in a ledger of its own, written in its own transactions. An id
 * that it does not know was never taken, so "not found" is final. Nothing fills at a price that is not fresh: a
 * purchase is
 * rejected, and a sale is not taken until there is one, so that it is sent again.
 */
export function openPaperBroker(ctx: BrokerContext): PaperBroker {
  return {
    venue: 'paper',
    mode: 'paper',
    place: (body) => place(ctx, body),
    status: async (clientOrderId) => {
      const report = await findPaperReport(ctx.db, clientOrderId);
      return report ? { kind: 'report', report } : { kind: 'not_found', final: true };
    },
    // Paper orders end at once: there is never one to take back.
    takeBack: async () => ({ kind: 'refused', reason: 'a paper order ends at once' }),
    holdings: (accountId) => listPaperHoldings(ctx.db, accountId),
    // Paper orders end at once, and the ledger's cash is all there is.
    statement: async () => ({ cashUsd: null, openOrders: [] }),
  };
}

async function place(ctx: BrokerContext, body: OrderBody): Promise<VenueReport> {
  const at = ctx.clock.now();
  const fresh = await insertPaperOrder(ctx.db, { body, answer: answerTo(ctx, body, at), at });
  // The ledger's word counts when a call with the same id was first.
  const report = fresh ?? (await findPaperReport(ctx.db, body.clientOrderId));
  if (!report) throw new CompanyError('paper_ledger', 'the paper ledger lost an order');
  return report;
}

function answerTo({ market, dice }: BrokerContext, body: OrderBody, at: Date): ModelAnswer {
  const fault = unheldStop('paper', body);
  if (fault) return { status: 'rejected', reason: fault, fills: [] };
  const listed = market.contracts().find(({ contract }) => contract === body.contract);
  if (!listed) return { status: 'rejected', reason: `the venue does not list ${body.contract}`, fills: [] };
  const bars = market.bars(body.contract, { intervalMs: market.barMs, count: BARS_SEEN }, at);
  const last = bars.at(-1);
  if (!last) return { status: 'rejected', reason: 'the venue has no price yet', fills: [] };
  if (isStale(market, new Date(last.openAt + market.barMs), at)) {
    if (body.side === 'sell') throw new VenueUnknownError(`the paper venue has no fresh price of ${body.contract}`);
    return { status: 'rejected', reason: 'the venue has no fresh price', fills: [] };
  }
  // The key is natural: the same order at the same moment of the same world has the same luck.
  const roll = dice.roll('paper.fill', `${body.contract}|${body.side}|${at.toISOString()}|${body.refPrice}`);
  return fillOrder(body, conditionsOf({ bars, last, listed, roll }));
}

interface Seen {
  readonly bars: readonly Candle[];
  readonly last: Candle;
  readonly listed: ListedContract;
  readonly roll: number;
}

function conditionsOf({ bars, last, listed, roll }: Seen): Conditions {
  const changes = bars.slice(1).map((bar, i) => bar.close / (bars[i]?.close ?? bar.close) - 1);
  return {
    price: last.close,
    high: last.high,
    volumeUsd: meanOf(bars.map((bar) => bar.volume * bar.close)),
    volatility: deviationOf(changes),
    minQuantity: new Decimal(listed.minQuantity),
    roll,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
