import { type Db, newId, type Rows } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { VenueFill } from '../brokers/broker.ts';

export type Order = Rows.Order;

/** Writes a fill once; false when the venue's id is known already. */
export async function insertFill(db: Db, order: Order, fill: VenueFill): Promise<string | null> {
  const id = newId();
  const written = await db.$executeRaw`
    INSERT INTO ops_fills (id, order_id, position_id, account_id, instrument_id, venue_fill_id, side, price, quantity, usd, fee_usd, slippage_bps, filled_at)
    VALUES (${id}::uuid, ${order.id}::uuid, ${order.positionId}::uuid, ${order.accountId}::uuid, ${order.instrumentId}::uuid, ${fill.venueFillId}, ${order.side}::"OrderSide",
            ${fill.price.toFixed()}::numeric, ${fill.quantity.toFixed()}::numeric, ${fill.usd.toFixed()}::numeric, ${fill.feeUsd.toFixed()}::numeric, ${fill.slippageBps}, ${fill.filledAt})
    ON CONFLICT (account_id, venue_fill_id) DO NOTHING`;
  return written === 1 ? id : null;
}

export interface Posting {
  readonly accountId: string;
  readonly positionId: string | null;
  readonly fillId: string;
  readonly kind: 'buy' | 'sell';
  readonly usd: Decimal;
  readonly feeUsd: Decimal;
  /** What the fill realised before fees; zero for a purchase. */
  readonly realized: Decimal;
  readonly at: Date;
}

/** Posts a fill to the account and its ledger: cash, fees and realised P&L move by exactly what the lines say. */
export async function postFill(db: Db, posting: Posting): Promise<void> {
  const signed = posting.kind === 'buy' ? posting.usd.neg() : posting.usd;
  await db.$executeRaw`
    WITH l AS (
      INSERT INTO ops_ledger (id, account_id, kind, amount_usd, fill_id, position_id, posted_at)
      SELECT x.id, ${posting.accountId}::uuid, x.kind::"LedgerKind", x.amount, ${posting.fillId}::uuid, ${posting.positionId}::uuid, ${posting.at}
      FROM unnest(${[newId(), newId()]}::uuid[], ${[posting.kind, 'fee']}::text[], ${[signed.toFixed(), posting.feeUsd.neg().toFixed()]}::numeric[]) AS x(id, kind, amount))
    UPDATE ops_accounts SET cash_usd = cash_usd + ${signed.sub(posting.feeUsd).toFixed()}::numeric, fees_usd = fees_usd + ${posting.feeUsd.toFixed()}::numeric,
           realized_pnl = realized_pnl + ${posting.realized.toFixed()}::numeric, updated_at = now() WHERE id = ${posting.accountId}::uuid`;
}

/** Locks an account until the transaction ends. Always after its position. */
export async function lockAccount(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM ops_accounts WHERE id = ${id}::uuid FOR UPDATE`;
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
  readonly lessonsLearned: string[];
  readonly openedAt: Date;
  readonly closedAt: Date;
}

/** Writes the outcome of a trade; there is one per position. */
export async function insertOutcome(db: Db, outcome: NewOutcome): Promise<void> {
  await db.tradeOutcome.createMany({ data: [{ id: newId(), ...outcome }] });
}

/** How many positions are open or about to be. */
export async function countLive(db: Db): Promise<number> {
  return db.position.count({ where: { status: { in: ['opening', 'open', 'closing'] } } });
}

/** Average price and slippage of an order's fills; null when nothing filled. */
export async function readExecution(db: Db, orderId: string): Promise<{ readonly price: Decimal; readonly quantity: Decimal; readonly usd: Decimal; readonly feeUsd: Decimal; readonly slippageBps: number } | null> {
  const [row] = await db.$queryRaw<{ price: Decimal | null; quantity: Decimal; usd: Decimal; feeUsd: Decimal; slippageBps: number }[]>`
    SELECT sum(price * quantity) / nullif(sum(quantity), 0) AS price, coalesce(sum(quantity), 0) AS quantity, coalesce(sum(usd), 0) AS usd,
           coalesce(sum(fee_usd), 0) AS "feeUsd", coalesce(sum(slippage_bps * quantity::float8) / nullif(sum(quantity::float8), 0), 0)::float8 AS "slippageBps"
    FROM ops_fills WHERE order_id = ${orderId}::uuid`;
  return row?.price ? { ...row, price: row.price } : null;
}

/** The proposal behind a step, or null. */
export async function findProposalOfStep(db: Db, stepId: string | null): Promise<string | null> {
  if (!stepId) return null;
  const step = await db.step.findUnique({ where: { id: stepId }, select: { mission: { select: { proposalId: true } } } });
  return step?.mission.proposalId ?? null;
}
