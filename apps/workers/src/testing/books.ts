import { recountCaps } from '@atc/core/desk/caps';
import { expect } from 'vitest';
import type { WorkerContext } from '../context.ts';

/** Checks what must hold of a company's books at any moment, whatever died before. */
export async function expectSoundBooks(ctx: WorkerContext): Promise<void> {
  expect(await recountCaps(ctx.db), 'reservations equal usage (I2)').toEqual([]);
  const [books] = await ctx.db.$queryRaw<Record<string, string | number>[]>`
    SELECT (a.cash_usd + p.cost + p.unrealized - (a.starting_capital_usd + a.transfers_usd + a.realized_pnl
             + p.unrealized - a.fees_usd))::text AS imbalance,
           (a.cash_usd - (SELECT sum(amount_usd) FROM ops_ledger))::text AS ledger,
           (SELECT count(*)::int FROM ops_orders o GROUP BY step_id HAVING count(*) > 1 LIMIT 1) AS "twoOrders",
           (SELECT count(*)::int FROM ops_fills f
             WHERE NOT EXISTS (SELECT 1 FROM paper_fills v WHERE v.id = f.venue_fill_id AND v.quantity = f.quantity
             AND v.price = f.price)) AS "foreignFills",
           (SELECT count(*)::int FROM paper_orders v
             WHERE NOT EXISTS (SELECT 1 FROM ops_orders o
             WHERE o.client_order_id = v.client_order_id)) AS "foreignOrders",
           (SELECT count(*)::int FROM ops_positions WHERE stop_required AND stop_loss IS NULL) AS "noStop",
           (SELECT count(*)::int FROM ops_missions m JOIN ops_trading_proposals t ON t.id = m.proposal_id
             WHERE t.status <> 'accepted') AS "noProposal",
           (SELECT count(*)::int FROM ops_fills f LEFT JOIN ops_orders o ON o.id = f.order_id LEFT
              JOIN ops_mission_steps s ON s.id = o.step_id
              LEFT JOIN ops_missions m ON m.id = s.mission_id LEFT JOIN ops_trading_proposals t ON t.id = m.proposal_id
              WHERE t.id IS NULL OR NOT EXISTS (SELECT 1 FROM ops_gate_verdicts g
                WHERE g.proposal_id = t.id)) AS "noReason"
    FROM ops_accounts a, (SELECT coalesce(sum(cost_basis_usd), 0) AS cost,
      coalesce(sum(unrealized_pnl), 0) AS unrealized FROM ops_positions) p`;
  expect(Number(books?.imbalance), 'the books balance (I14)').toBe(0);
  expect(Number(books?.ledger), 'cash is what the ledger says').toBe(0);
  expect(books).toMatchObject({
    twoOrders: null,
    foreignFills: 0,
    foreignOrders: 0,
    noStop: 0,
    noProposal: 0,
    noReason: 0,
  });
}

/** Checks that our positions hold exactly what the venue says. Only true while no order is under way. */
export async function expectSameHoldings(ctx: WorkerContext): Promise<void> {
  const account = await ctx.db.account.findFirstOrThrow();
  const theirs = await ctx.brokers.of(account).holdings(account.id);
  const ours = await ctx.db.position.groupBy({
    by: ['instrumentId'],
    where: { quantity: { gt: 0 } },
    _sum: { quantity: true },
  });
  const plain = (rows: readonly { instrumentId: string; quantity: string }[]) =>
    [...rows].sort((a, b) => (a.instrumentId < b.instrumentId ? -1 : 1));
  expect(
    plain(ours.map((row) => ({ instrumentId: row.instrumentId, quantity: row._sum.quantity?.toFixed() ?? '0' }))),
  ).toEqual(plain(theirs.map((row) => ({ instrumentId: row.instrumentId, quantity: row.quantity.toFixed() }))));
}
