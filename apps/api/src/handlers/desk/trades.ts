import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';
import type { ApiContext } from '../../context.ts';
import { cutPage, endpoint, moment, ok, pageByTime, pageOf } from '../../http/index.ts';
import { measuredTrade } from '../../reads/trades/measured.ts';
import { listClosed, type TradeRow, type TradesWanted } from '../../reads/trades/store.ts';
import { exitReason, type TradeView, tradeView } from '../../reads/trades/view.ts';

/** More trades than these are exported with `npm run export`. */
const MOST_LINES = 5000;
const LINES_AT_ONCE = 200;

const wanted = z.strictObject({
  ...pageByTime,
  token: z.string().trim().min(1).max(64).optional().meta({ description: 'a symbol or a contract' }),
  agent: z.enum(agentIds).optional().meta({ description: 'who proposed the entry' }),
  source: z.string().min(1).max(100).optional().meta({ description: 'of the signal' }),
  exit: exitReason.optional().meta({ description: 'what ended it' }),
  from: moment.optional().meta({ description: 'closed at this company time or later' }),
  to: moment.optional().meta({ description: 'closed before this company time' }),
});

export const listTrades = endpoint({
  summary:
    'Closed trades, those that closed last first: results after fees, in R, how far they ran either way. ' +
    '`Accept: text/csv` gives up to 5,000 of them as CSV, whatever the page',
  input: z.object({ query: wanted }),
  response: pageOf(tradeView),
  handle: async (ctx, { query }) =>
    ok(cutPage(await listClosed(ctx.db, query), query, { view: (row) => measuredTrade(row, ctx.market), cursor })),
  csv: { name: 'trades', rows: (ctx, { query }) => listLines(ctx, query) },
});

const cursor = ({ closedAt, id }: TradeRow) => ({ at: closedAt.toISOString(), id });

/** All trades of a filter, read a part at a time so that others get their turn. */
async function listLines(ctx: ApiContext, query: TradesWanted): Promise<readonly TradeView[]> {
  const lines: TradeView[] = [];
  let next = query.cursor;
  while (lines.length < MOST_LINES) {
    const rows = await listClosed(ctx.db, { ...query, cursor: next, limit: LINES_AT_ONCE });
    const shown = rows.slice(0, LINES_AT_ONCE);
    lines.push(...shown.map((row) => measuredTrade(row, ctx.market)));
    const last = shown.at(-1);
    if (rows.length <= LINES_AT_ONCE || !last) return lines;
    next = cursor(last);
  }
  return lines;
}
