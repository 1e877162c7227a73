import { stopLevel } from '@atc/core/desk/watch';
import { type Db, Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';
import type { StopNow } from './standing.ts';

/**
 * Ids of the open positions that a review is about, the oldest first: the one position that the subject names, or all
 * when it names none.
 */
export async function listReviewed(db: Db, subject: string): Promise<readonly string[]> {
  const id = z.uuid().safeParse(subject).data ?? null;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM ops_positions WHERE status = 'open'
           AND (id = ${id}::uuid OR NOT EXISTS (SELECT 1 FROM ops_positions p WHERE p.id = ${id}::uuid))
    ORDER BY opened_at, id`;
  return rows.map((row) => row.id);
}

export interface Held {
  readonly costUsd: number;
  readonly valueUsd: number;
  /** When the price was that it is valued at. */
  readonly pricedAt: Date;
  readonly partSold: boolean;
  readonly stopLoss: string | null;
  readonly takeProfit: string | null;
  readonly stop: StopNow;
  /** Whether another exit or scale of it waits for its decision or is being carried out. */
  readonly decisionPending: boolean;
}

interface HeldRow extends Omit<Held, 'pricedAt' | 'stop' | 'stopLoss'> {
  readonly pricedAt: string;
  readonly stopLoss: string | null;
  readonly trailingStopPct: number | null;
  readonly highWater: string | null;
}

/**
 * What is held of an open position; null when it is not open. A decision of this very review does not count as another.
 */
export const heldOf = (id: string, reviewKey: string): Reading<Held | null> =>
  reading(
    Prisma.sql`
      SELECT p.cost_basis_usd::float8 AS "costUsd", (p.cost_basis_usd + p.unrealized_pnl)::float8 AS "valueUsd",
             coalesce(p.marked_at, p.opened_at, p.created_at) AS "pricedAt", p.quantity < p.filled_qty AS "partSold",
             trim_scale(p.stop_loss)::text AS "stopLoss", trim_scale(p.take_profit)::text AS "takeProfit",
             p.trailing_stop_pct AS "trailingStopPct", p.high_water_price::text AS "highWater",
             EXISTS (SELECT 1 FROM ops_trading_proposals t WHERE t.position_id = p.id
               AND t.mission_type IN ('exit', 'scale') AND t.dedupe_key <> ${reviewKey}::text
               AND (t.status = 'pending' OR t.status = 'accepted' AND EXISTS (SELECT 1 FROM ops_missions m
                 WHERE m.proposal_id = t.id AND m.status IN ('approved', 'running')))) AS "decisionPending"
      FROM ops_positions p WHERE p.id = ${id}::uuid AND p.status = 'open'`,
    ([row]: readonly HeldRow[]) => {
      if (!row) return null;
      const { trailingStopPct, highWater, pricedAt, ...held } = row;
      const levels = { stopLoss: dec(row.stopLoss), highWater: dec(highWater), trailingStopPct };
      const stop = { at: stopLevel(levels)?.toNumber() ?? null, follows: trailingStopPct !== null };
      return { ...held, pricedAt: new Date(pricedAt), stop };
    },
  );

const dec = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

export interface EntryVote {
  readonly agentId: string;
  readonly vote: string;
  readonly probability: number;
  readonly reason: string;
}

/** How the agents voted on the entry of a position. */
export const entryVotes = (positionId: string) =>
  rowsOf<EntryVote>(Prisma.sql`
    SELECT v.agent_id::text AS "agentId", v.vote::text AS vote, v.probability, v.reason
    FROM ops_votes v JOIN ops_positions p ON p.entry_proposal_id = v.proposal_id WHERE p.id = ${positionId}::uuid
      ORDER BY v.voted_at, v.id`);
