import type { AgentId } from '../../company/roster/index.ts';
import { type Db, newId } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';

/** The queue that carries conversation turns, one job a turn. */
export const TURNS_QUEUE = 'turns';

export interface NewReview {
  readonly proposalId: string;
  readonly topic: string;
  /** In the order in which they speak; the last one's turn also gives the verdict. */
  readonly participants: readonly AgentId[];
  readonly convenedAt: Date;
}

/** Writes a desk review of a proposal with all of its turns, the first one ready; returns the nudge of that turn. */
export async function insertReview(db: Db, review: NewReview): Promise<Nudge> {
  const ids = review.participants.map(() => newId());
  const reviewId = newId();
  await db.$executeRaw`
    WITH r AS (
      INSERT INTO ops_roundtable_queue (id, format, participants, topic, proposal_id, turns_planned, temperature, natural_key, convened_at, last_turn_at)
      VALUES (${reviewId}::uuid, 'desk_review', ${[...review.participants]}::"AgentId"[], ${review.topic}, ${review.proposalId}::uuid,
              ${review.participants.length}, 0, ${`review:${review.proposalId}`}, ${review.convenedAt}, clock_timestamp()) RETURNING id)
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    SELECT t.id, r.id, t.turn_no, t.agent_id::"AgentId", 'vote', CASE WHEN t.turn_no = 1 THEN clock_timestamp() END, CASE WHEN t.turn_no = 1 THEN clock_timestamp() END
    FROM r, unnest(${ids}::uuid[], ${ids.map((_, i) => i + 1)}::int[], ${[...review.participants]}::text[]) AS t(id, turn_no, agent_id)`;
  return { rowId: ids[0] ?? '', nudge: 0 };
}
