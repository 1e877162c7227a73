import { type Db, Prisma } from '../../kernel/db/index.ts';

type CsvRow = Readonly<Record<string, string | null>>;

const queries = {
  trades: Prisma.sql`
    SELECT p.id::text AS trade_id, i.contract, p.status::text, p.opened_at::text, p.closed_at::text,
           p.filled_qty::text AS quantity, p.entry_price::text,
    p.initial_stop::text, p.stop_loss::text, p.take_profit::text, p.entry_cost_usd::text, p.proceeds_usd::text,
    p.fees_usd::text, p.realized_pnl::text AS realized_before_fees, o.pnl::text, o.pnl_pct::text, p.exit_reason::text,
    p.signal_source
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id LEFT
      JOIN ops_trade_outcomes o ON o.trade_id = p.id ORDER BY p.id`,
  fills: Prisma.sql`
    SELECT f.id::text AS fill_id, f.position_id::text AS trade_id, o.client_order_id, i.contract, f.side::text,
           f.quantity::text, f.price::text, f.usd::text, f.fee_usd::text,
    f.slippage_bps::text, f.filled_at::text, s.mission_id::text, m.proposal_id::text
    FROM ops_fills f JOIN ops_orders o ON o.id = f.order_id JOIN ops_instruments i ON i.id = f.instrument_id LEFT
      JOIN ops_mission_steps s ON s.id = o.step_id LEFT JOIN ops_missions m ON m.id = s.mission_id ORDER BY f.id`,
  outcomes: Prisma.sql`
    SELECT o.trade_id::text, i.contract, o.outcome_type::text, o.exit_reason::text, o.entry_price::text,
           o.exit_price::text, o.quantity::text, o.pnl::text, o.pnl_pct::text,
    o.hold_time::text AS hold_seconds, o.fees_usd::text, o.signal_source,
    array_to_string(o.lessons_learned, ' | ') AS lessons, o.opened_at::text, o.closed_at::text
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id ORDER BY o.closed_at, o.id`,
} as const;

export type ExportName = keyof typeof queries;

export const exportNames: readonly ExportName[] = ['trades', 'fills', 'outcomes'];

/** All rows of an export as text, oldest first. */
export async function listForExport(db: Db, name: ExportName): Promise<readonly CsvRow[]> {
  return db.$queryRaw<CsvRow[]>(queries[name]);
}
