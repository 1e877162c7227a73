import type { KernelContext } from '../../../kernel/context.ts';
import { CompanyError } from '../../../kernel/errors/index.ts';
import type { Market } from '../../market/index.ts';
import type { Broker, OrderBody, VenueReport } from '../broker.ts';
import { type Conditions, fillOrder } from './fill-model.ts';
import { findPaperReport, insertPaperOrder, listPaperHoldings } from './store.ts';

export type PaperContext = Pick<KernelContext, 'db' | 'clock' | 'dice'> & { readonly market: Market };

const BARS_SEEN = 30;

/**
 * The paper venue: fills from the last closed bar, kept in a ledger of its own, written in its own transactions. An id
 * that it does not know was never taken, so "not found" is final.
 */
export function openPaperBroker(ctx: PaperContext): Broker & { readonly mode: 'paper' } {
  return {
    venue: 'paper',
    mode: 'paper',
    place: (body) => place(ctx, body),
    status: async (clientOrderId) => {
      const report = await findPaperReport(ctx.db, clientOrderId);
      return report ? { kind: 'report', report } : { kind: 'not_found', final: true };
    },
    holdings: (accountId) => listPaperHoldings(ctx.db, accountId),
  };
}

async function place(ctx: PaperContext, body: OrderBody): Promise<VenueReport> {
  const at = ctx.clock.now();
  const answer = fillOrder(body, conditionsOf(ctx, body, at));
  await insertPaperOrder(ctx.db, { body, answer, at });
  // The ledger's word counts, also when another call with the same id was first.
  const report = await findPaperReport(ctx.db, body.clientOrderId);
  if (!report) throw new CompanyError('paper_ledger', 'the paper ledger lost an order');
  return report;
}

function conditionsOf(ctx: PaperContext, body: OrderBody, at: Date): Conditions {
  const bars = ctx.market.bars(body.contract, { intervalMs: ctx.market.barMs, count: BARS_SEEN }, at);
  const last = bars.at(-1);
  const changes = bars.slice(1).map((bar, i) => bar.close / (bars[i]?.close ?? bar.close) - 1);
  const average = changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length);
  const volatility = Math.sqrt(changes.reduce((sum, change) => sum + (change - average) ** 2, 0) / Math.max(1, changes.length - 1));
  const price = last?.close ?? Number(body.refPrice);
  // The key is natural: the same order at the same moment of the same world has the same luck.
  const roll = ctx.dice.roll('paper.fill', `${body.contract}|${body.side}|${at.toISOString()}|${body.refPrice}`);
  return { price, volumeUsd: (last?.volume ?? 0) * price, volatility, roll };
}
