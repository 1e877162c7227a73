import { stopLevel } from '@atc/core/desk/watch';
import type { BaseDb, Db } from '@atc/core/kernel/db';
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

/**
 * What is held of an open position; null when it is not open. A decision of this very review does not count as another.
 */
export async function findHeld(db: BaseDb, id: string, reviewKey: string): Promise<Held | null> {
  const row = await db.position.findFirst({ where: { id, status: 'open' } });
  if (!row) return null;
  const underWay = await db.proposal.count({
    where: {
      positionId: id,
      missionType: { in: ['exit', 'scale'] },
      dedupeKey: { not: reviewKey },
      OR: [
        { status: 'pending' },
        { status: 'accepted', missions: { some: { status: { in: ['approved', 'running'] } } } },
      ],
    },
  });
  return {
    costUsd: row.costBasisUsd.toNumber(),
    valueUsd: row.costBasisUsd.add(row.unrealizedPnl).toNumber(),
    pricedAt: row.markedAt ?? row.openedAt ?? row.createdAt,
    partSold: row.quantity.lt(row.filledQty),
    stopLoss: row.stopLoss?.toFixed() ?? null,
    takeProfit: row.takeProfit?.toFixed() ?? null,
    stop: {
      at: stopLevel({ ...row, highWater: row.highWaterPrice })?.toNumber() ?? null,
      follows: row.trailingStopPct !== null,
    },
    decisionPending: underWay > 0,
  };
}

export interface EntryVote {
  readonly agentId: string;
  readonly vote: string;
  readonly probability: number;
  readonly reason: string;
}

/** How the agents voted on the entry of a position. */
export async function listEntryVotes(db: Db, positionId: string): Promise<readonly EntryVote[]> {
  return db.$queryRaw<EntryVote[]>`
    SELECT v.agent_id::text AS "agentId", v.vote::text AS vote, v.probability, v.reason
    FROM ops_votes v JOIN ops_positions p ON p.entry_proposal_id = v.proposal_id WHERE p.id = ${positionId}::uuid
      ORDER BY v.voted_at, v.id`;
}
