import type { Db, ExitReason, OutcomeType } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';
import type { PageQuery } from '../../http/index.ts';

export interface TradesWanted extends PageQuery {
  /** A symbol or a contract. */
  readonly token?: string | undefined;
  readonly agent?: string | undefined;
  readonly source?: string | undefined;
  readonly exit?: ExitReason | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A closed trade as the books have it. */
export interface TradeRow {
  readonly id: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly contract: string;
  readonly agentId: string | null;
  readonly source: string | null;
  readonly confidence: number | null;
  readonly entryProposalId: string;
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly heldSeconds: number;
  readonly quantity: Decimal;
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly initialStop: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly sizeUsd: Decimal;
  readonly feesUsd: Decimal;
  readonly resultUsd: Decimal;
  readonly entrySlippageBps: number | null;
  readonly exitSlippageBps: number | null;
  readonly outcome: OutcomeType;
  readonly endedBy: ExitReason;
}

/** Closed trades, those that closed last first, and one more than a page holds. */
export async function listClosed(db: Db, { cursor, limit, ...wanted }: TradesWanted): Promise<readonly TradeRow[]> {
  const { token = null, agent = null, source = null, exit = null, from = null, to = null } = wanted;
  const [at, id] = [cursor?.at ?? null, cursor?.id ?? null];
  return db.$queryRaw<TradeRow[]>`
    SELECT p.id, p.instrument_id AS "instrumentId", i.symbol, i.contract, e.agent_id::text AS "agentId",
           o.signal_source AS source, p.confidence, p.entry_proposal_id AS "entryProposalId",
           o.opened_at AS "openedAt", o.closed_at AS "closedAt", o.hold_time AS "heldSeconds", o.quantity,
           o.entry_price AS "entryPrice", o.exit_price AS "exitPrice", p.initial_stop AS "initialStop",
           p.take_profit AS "takeProfit", o.entry_cost_usd AS "sizeUsd", o.fees_usd AS "feesUsd", o.pnl AS "resultUsd",
           s.entry_bps AS "entrySlippageBps", s.exit_bps AS "exitSlippageBps", o.outcome_type::text AS outcome,
           o.exit_reason::text AS "endedBy"
    FROM ops_trade_outcomes o JOIN ops_positions p ON p.id = o.trade_id JOIN ops_instruments i ON i.id = o.instrument_id
    LEFT JOIN ops_trading_proposals e ON e.id = p.entry_proposal_id
    LEFT JOIN LATERAL (
      SELECT (sum(f.slippage_bps::numeric * f.quantity) FILTER (WHERE f.side = 'buy')
               / nullif(sum(f.quantity) FILTER (WHERE f.side = 'buy' AND f.slippage_bps IS NOT NULL), 0)
             )::float8 AS entry_bps,
             (sum(f.slippage_bps::numeric * f.quantity) FILTER (WHERE f.side = 'sell')
               / nullif(sum(f.quantity) FILTER (WHERE f.side = 'sell' AND f.slippage_bps IS NOT NULL), 0)
             )::float8 AS exit_bps
      FROM ops_fills f WHERE f.position_id = p.id) s ON true
    WHERE (${token}::text IS NULL OR upper(${token}::text) = i.symbol OR ${token}::text = i.contract)
      AND (${agent}::text IS NULL OR e.agent_id::text = ${agent}::text)
      AND (${source}::text IS NULL OR o.signal_source = ${source}::text)
      AND (${exit}::text IS NULL OR o.exit_reason::text = ${exit}::text)
      AND (${from}::timestamptz IS NULL OR o.closed_at >= ${from}::timestamptz)
      AND (${to}::timestamptz IS NULL OR o.closed_at < ${to}::timestamptz)
      AND (${at}::timestamptz IS NULL OR (o.closed_at, p.id) < (${at}::timestamptz, ${id}::uuid))
    ORDER BY o.closed_at DESC, p.id DESC LIMIT ${limit + 1}`;
}
