import { CompanyError } from '../../../kernel/errors/index.ts';
import type { Broker, BrokerContext, OrderBody, VenueReport } from '../../venue/index.ts';
import { answerTo } from './answer.ts';
import { findPaperReport, insertPaperOrder, listPaperHoldings } from './store.ts';

export type PaperBroker = Broker & { readonly venue: 'paper'; readonly mode: 'paper' };

/**
 * The paper venue: fills from the last closed bar, kept in a ledger of its own, written in its own transactions. An id
 * that it does not know was never taken, so "not found" is final. Nothing fills at a price that is not fresh: a
 * purchase is rejected, and a sale is not taken until there is one, so that it is sent again.
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
