import type { BaseDb, Db } from '../../../kernel/db/index.ts';
import { type Decimal, plain } from '../../../kernel/money/index.ts';
import type { OrderBody, VenueReport } from '../../venue/index.ts';
import type { ModelAnswer } from './fill-model.ts';

export interface PaperEntry {
  readonly body: OrderBody;
  readonly answer: ModelAnswer;
  readonly at: Date;
}

/**
 * Writes an order with its fills into the venue's own ledger in one statement; returns its report, or null when its id
 * is known.
 */
export async function insertPaperOrder(db: Db, { body, answer, at }: PaperEntry): Promise<VenueReport | null> {
  const { fills } = answer;
  const [row] = await db.$queryRaw<{ fresh: boolean }[]>`
    WITH o AS (
      INSERT INTO paper_orders (client_order_id, account_id, instrument_id, body, status, reason, accepted_at)
      VALUES (${body.clientOrderId}, ${body.accountId}::uuid, ${body.instrumentId}::uuid,
        ${JSON.stringify(body)}::jsonb, ${answer.status}::"OrderStatus", ${answer.reason}, ${at})
      ON CONFLICT (client_order_id) DO NOTHING RETURNING client_order_id),
    f AS (
      INSERT INTO paper_fills (id, client_order_id, seq, price, quantity, usd, fee_usd, slippage_bps, filled_at)
      SELECT o.client_order_id || '-' || x.seq, o.client_order_id, x.seq, x.price, x.quantity, x.usd, x.fee, x.slip,
             ${at}
      FROM o, unnest(${fills.map((_, i) => i + 1)}::int[], ${fills.map((fill) => plain(fill.price))}::numeric[],
                     ${fills.map((fill) => plain(fill.quantity))}::numeric[],
                     ${fills.map((fill) => plain(fill.usd))}::numeric[],
                     ${fills.map((fill) => plain(fill.feeUsd))}::numeric[],
                     ${fills.map((fill) => fill.slippageBps)}::float8[])
        AS x(seq, price, quantity, usd, fee, slip))
    SELECT EXISTS (SELECT 1 FROM o) AS fresh`;
  if (!row?.fresh) return null;
  const booked = fills.map((fill, i) => ({ ...fill, venueFillId: `${body.clientOrderId}-${i + 1}`, filledAt: at }));
  return { ...nameOf(body.clientOrderId), status: answer.status, reason: answer.reason, fills: booked };
}

function nameOf(clientOrderId: string): Pick<VenueReport, 'clientOrderId' | 'venueOrderId'> {
  return { clientOrderId, venueOrderId: `paper-${clientOrderId.slice(0, 12)}` };
}

/** What the venue's ledger says of an order, or null. */
export async function findPaperReport(db: BaseDb, clientOrderId: string): Promise<VenueReport | null> {
  const order = await db.paperOrder.findUnique({
    where: { clientOrderId },
    include: { fills: { orderBy: { seq: 'asc' } } },
  });
  if (!order) return null;
  return {
    ...nameOf(clientOrderId),
    status: order.status as VenueReport['status'],
    reason: order.reason,
    fills: order.fills.map(({ id, price, quantity, usd, feeUsd, slippageBps, filledAt }) => ({
      venueFillId: id,
      price,
      quantity,
      usd,
      feeUsd,
      slippageBps,
      filledAt,
    })),
  };
}

/** What the venue holds for an account, from its own fills. */
export async function listPaperHoldings(
  db: Db,
  accountId: string,
): Promise<readonly { readonly instrumentId: string; readonly quantity: Decimal }[]> {
  return db.$queryRaw<{ instrumentId: string; quantity: Decimal }[]>`
    SELECT o.instrument_id AS "instrumentId", sum(CASE WHEN o.body->>'side' = 'buy' THEN f.quantity ELSE -f.quantity
           END) AS quantity
    FROM paper_orders o JOIN paper_fills f USING (client_order_id) WHERE o.account_id = ${accountId}::uuid
    GROUP BY o.instrument_id HAVING sum(CASE WHEN o.body->>'side' = 'buy' THEN f.quantity ELSE -f.quantity END) <> 0`;
}
