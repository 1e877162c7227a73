import { type Db, newId, type Rows } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { LIVE, stepSql } from '../states/index.ts';
import type { VenueFill } from '../venue/index.ts';
import type { Book } from './pnl.ts';

const toOpen = stepSql('opening', 'open');
const toClosed = stepSql('closing', 'closed');

export type Order = Rows.Order;

/** The books of a position, locked, and which of the named fills are in them already. */
export interface BookedPosition extends Book {
  readonly id: string;
  readonly status: Rows.PositionStatus;
  readonly entryProposalId: string;
  readonly currentPrice: Decimal | null;
  readonly known: readonly string[];
}

/** Locks the position of an order for booking. Call with the order locked: its fills are then all seen. */
export async function lockBooks(db: Db, order: Order, venueFillIds: readonly string[]): Promise<BookedPosition | null> {
  const [row] = await db.$queryRaw<BookedPosition[]>`
    SELECT p.id, p.status::text AS status, p.entry_proposal_id AS "entryProposalId", p.current_price AS "currentPrice",
           p.quantity, p.filled_qty AS "filledQty",
           p.cost_basis_usd AS "costBasisUsd", p.entry_cost_usd AS "entryCostUsd", p.proceeds_usd AS "proceedsUsd",
           p.fees_usd AS "feesUsd", p.realized_pnl AS "realizedPnl",
           ARRAY(SELECT f.venue_fill_id FROM ops_fills f WHERE f.account_id = ${order.accountId}::uuid
           AND f.venue_fill_id = ANY(${[...venueFillIds]}::text[])) AS known
    FROM ops_positions p WHERE p.id = ${order.positionId}::uuid FOR UPDATE OF p`;
  return row ?? null;
}

/** What new fills make of a position and its account. */
export interface Booking {
  readonly fills: readonly VenueFill[];
  readonly book: Book;
  readonly entryPrice: Decimal | null;
  readonly currentPrice: Decimal;
  readonly unrealizedPnl: Decimal;
  /** What leaves and enters the account by these fills. */
  readonly cashUsd: Decimal;
  readonly realizedUsd: Decimal;
  readonly feesUsd: Decimal;
  /** The part of these fees that did not leave the account's cash at the venue. */
  readonly feesApartUsd: Decimal;
}

/**
 * Books fills in one statement: fill rows, ledger lines, account and position move by the same figures. The first fill
 * opens an `opening` position. The position is locked already, so position comes before account everywhere.
 */
export async function saveFills(db: Db, order: Order, { fills, book, ...moved }: Booking): Promise<void> {
  const ids = fills.map(() => newId());
  const lines = ledgerLines(order, fills, ids);
  const first = fills[0]?.filledAt ?? null;
  await db.$executeRaw`
    WITH f AS (
      INSERT INTO ops_fills (id, order_id, position_id, account_id, instrument_id, venue_fill_id, side, price,
        quantity, usd, fee_usd, slippage_bps, filled_at)
      SELECT x.id, ${order.id}::uuid, ${order.positionId}::uuid, ${order.accountId}::uuid, ${order.instrumentId}::uuid,
             x.venue_id, ${order.side}::"OrderSide", x.price, x.quantity, x.usd, x.fee, x.slippage, x.at
      FROM unnest(${ids}::uuid[], ${fills.map((fill) => fill.venueFillId)}::text[],
                  ${fills.map((fill) => fill.price.toFixed())}::numeric[],
                  ${fills.map((fill) => fill.quantity.toFixed())}::numeric[],
                  ${fills.map((fill) => fill.usd.toFixed())}::numeric[],
                  ${fills.map((fill) => fill.feeUsd.toFixed())}::numeric[],
                  ${fills.map((fill) => fill.slippageBps)}::float8[],
                  ${fills.map((fill) => fill.filledAt)}::timestamptz[]) AS x(id, venue_id, price, quantity, usd, fee,
                  slippage, at)),
    l AS (
      INSERT INTO ops_ledger (id, account_id, kind, amount_usd, fill_id, position_id, posted_at)
      SELECT x.id, ${order.accountId}::uuid, x.kind::"LedgerKind", x.amount, x.fill_id, ${order.positionId}::uuid, x.at
      FROM unnest(${lines.map(() => newId())}::uuid[], ${lines.map((line) => line.kind)}::text[],
                  ${lines.map((line) => line.amountUsd.toFixed())}::numeric[],
                  ${lines.map((line) => line.fillId)}::uuid[], ${lines.map((line) => line.at)}::timestamptz[]) AS x(id,
                  kind, amount, fill_id, at)),
    a AS (
      UPDATE ops_accounts SET cash_usd = cash_usd + ${moved.cashUsd.toFixed()}::numeric,
             fees_usd = fees_usd + ${moved.feesUsd.toFixed()}::numeric,
             fees_apart_usd = fees_apart_usd + ${moved.feesApartUsd.toFixed()}::numeric,
             realized_pnl = realized_pnl + ${moved.realizedUsd.toFixed()}::numeric, updated_at = now()
             WHERE id = ${order.accountId}::uuid)
    UPDATE ops_positions SET quantity = ${book.quantity.toFixed()}::numeric,
           filled_qty = ${book.filledQty.toFixed()}::numeric, cost_basis_usd = ${book.costBasisUsd.toFixed()}::numeric,
           entry_cost_usd = ${book.entryCostUsd.toFixed()}::numeric,
           proceeds_usd = ${book.proceedsUsd.toFixed()}::numeric, fees_usd = ${book.feesUsd.toFixed()}::numeric,
           realized_pnl = ${book.realizedPnl.toFixed()}::numeric,
           entry_price = coalesce(${moved.entryPrice?.toFixed() ?? null}::numeric, entry_price),
           current_price = ${moved.currentPrice.toFixed()}::numeric,
           unrealized_pnl = ${moved.unrealizedPnl.toFixed()}::numeric,
           marked_at = coalesce(marked_at, ${first}), opened_at = coalesce(opened_at, ${first}),
           high_water_price = coalesce(high_water_price, ${moved.currentPrice.toFixed()}::numeric),
           status = CASE WHEN status = ${toOpen.from} THEN ${toOpen.to}::"PositionStatus" ELSE status
           END, updated_at = now()
    WHERE id = ${order.positionId}::uuid`;
}

interface LedgerLine {
  readonly kind: 'buy' | 'sell' | 'fee';
  readonly amountUsd: Decimal;
  readonly fillId: string;
  readonly at: Date;
}

function ledgerLines(order: Order, fills: readonly VenueFill[], ids: readonly string[]): readonly LedgerLine[] {
  return fills.flatMap((fill, i): LedgerLine[] => {
    const line = { fillId: ids[i] ?? '', at: fill.filledAt };
    const fee = fill.feeUsd.isZero() ? [] : [{ ...line, kind: 'fee' as const, amountUsd: fill.feeUsd.neg() }];
    return [{ ...line, kind: order.side, amountUsd: order.side === 'buy' ? fill.usd.neg() : fill.usd }, ...fee];
  });
}

export interface NewOutcome {
  readonly tradeId: string;
  readonly instrumentId: string;
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly quantity: Decimal;
  readonly entryCostUsd: Decimal;
  readonly proceedsUsd: Decimal;
  readonly feesUsd: Decimal;
  readonly pnl: Decimal;
  readonly pnlPct: number;
  readonly holdTime: number;
  readonly outcomeType: 'win' | 'loss' | 'breakeven';
  readonly exitReason: Rows.ExitReason;
  readonly signalSource: string | null;
  readonly lessonsLearned: readonly string[];
  readonly openedAt: Date;
  readonly closedAt: Date;
}

/** Ends a position that holds nothing any more, and writes the outcome of its trade: one per position. */
export async function closeWithOutcome(db: Db, outcome: NewOutcome): Promise<void> {
  await db.$executeRaw`
    WITH closed AS (
      UPDATE ops_positions SET status = ${toClosed.to}, closed_at = ${outcome.closedAt}, unrealized_pnl = 0,
             due_exit = NULL,
             exit_reason = ${outcome.exitReason}::"ExitReason", updated_at = now()
      WHERE id = ${outcome.tradeId}::uuid)
    INSERT INTO ops_trade_outcomes (id, trade_id, instrument_id, entry_price, exit_price, quantity, entry_cost_usd,
                                    proceeds_usd, fees_usd, pnl, pnl_pct, hold_time,
                                    outcome_type, exit_reason, signal_source, lessons_learned, opened_at, closed_at)
    VALUES (${newId()}::uuid, ${outcome.tradeId}::uuid, ${outcome.instrumentId}::uuid,
            ${outcome.entryPrice.toFixed()}::numeric, ${outcome.exitPrice.toFixed()}::numeric,
            ${outcome.quantity.toFixed()}::numeric, ${outcome.entryCostUsd.toFixed()}::numeric,
            ${outcome.proceedsUsd.toFixed()}::numeric, ${outcome.feesUsd.toFixed()}::numeric,
            ${outcome.pnl.toFixed()}::numeric, ${outcome.pnlPct}, ${outcome.holdTime},
            ${outcome.outcomeType}::"OutcomeType", ${outcome.exitReason}::"ExitReason",
            ${outcome.signalSource}, ${[...outcome.lessonsLearned]}::text[], ${outcome.openedAt}, ${outcome.closedAt})`;
}

/** What an order's fills came to. */
export interface Execution {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly usd: Decimal;
  readonly feeUsd: Decimal;
  readonly slippageBps: number;
  /** Positions that are or may become exposure at this moment. */
  readonly livePositions: number;
}

/** Average price, sums and slippage weighted by quantity of an order's fills; null when nothing filled. */
export async function readExecution(db: Db, orderId: string): Promise<Execution | null> {
  const [row] = await db.$queryRaw<(Omit<Execution, 'price'> & { readonly price: Decimal | null })[]>`
    SELECT sum(price * quantity) / nullif(sum(quantity), 0) AS price, coalesce(sum(quantity), 0) AS quantity,
           coalesce(sum(usd), 0) AS usd,
           coalesce(sum(fee_usd), 0) AS "feeUsd",
           coalesce(sum(slippage_bps::numeric * quantity) / nullif(sum(quantity), 0),
           0)::float8 AS "slippageBps",
           (SELECT count(*)::int FROM ops_positions WHERE status IN ${LIVE}) AS "livePositions"
    FROM ops_fills WHERE order_id = ${orderId}::uuid`;
  return row?.price ? { ...row, price: row.price } : null;
}

/** The proposal behind a step, or null. */
export async function findProposalOfStep(db: Db, stepId: string | null): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT m.proposal_id AS id FROM ops_mission_steps s JOIN ops_missions m ON m.id = s.mission_id
           WHERE s.id = ${stepId}::uuid`;
  return row?.id ?? null;
}

/** What the proposal behind a step goes back to, or null. */
export async function findOriginOfStep(
  db: Db,
  stepId: string | null,
): Promise<{ readonly kind: string; readonly id: string } | null> {
  const [row] = await db.$queryRaw<{ kind: string; id: string }[]>`
    SELECT p.origin_kind::text AS kind, p.origin_id AS id FROM ops_mission_steps s
           JOIN ops_missions m ON m.id = s.mission_id
    JOIN ops_trading_proposals p ON p.id = m.proposal_id WHERE s.id = ${stepId}::uuid`;
  return row ?? null;
}
