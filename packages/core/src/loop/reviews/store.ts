import type { AgentId } from '../../company/roster/index.ts';
import { type Db, newId } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import { debateTerms } from './debate.ts';

/** The queue that carries conversation turns, one job a turn. */
export const TURNS_QUEUE = 'turns';

export interface NewReview {
  readonly proposalId: string;
  readonly topic: string;
  /** In the order in which they vote; the last one's turn also gives the verdict. */
  readonly participants: readonly AgentId[];
  /**
   * Of a debate: how many turns it has, votes included; the first who votes also speaks first. Null for a desk review.
   */
  readonly debateTurns: number | null;
  readonly convenedAt: Date;
}

export interface InsertedReview {
  readonly roundtableId: string;
  readonly first: Nudge;
}

interface NewTurn {
  readonly id: string;
  readonly kind: 'speak' | 'vote';
  readonly agentId: AgentId | null;
}

/**
 * Writes a desk review or a debate of a proposal with all of its turns, the first one ready; who speaks in between is
 * chosen turn by turn.
 */
export async function insertReview(db: Db, review: NewReview): Promise<InsertedReview> {
  const turns = turnsOf(review);
  const roundtableId = newId();
  const [format, temperature] = review.debateTurns === null ? ['desk_review', 0] : ['debate', debateTerms.temperature];
  await db.$executeRaw`
    WITH r AS (
      INSERT INTO ops_roundtable_queue (id, format, participants, topic, proposal_id, turns_planned, temperature,
        natural_key, convened_at, last_turn_at)
      VALUES (${roundtableId}::uuid, ${format}::"RoundtableFormat", ${[...review.participants]}::"AgentId"[],
              ${review.topic}, ${review.proposalId}::uuid,
              ${turns.length}, ${temperature}, ${`review:${review.proposalId}`}, ${review.convenedAt},
              clock_timestamp()) RETURNING id)
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    SELECT t.id, r.id, t.turn_no, nullif(t.agent_id, '')::"AgentId", t.kind::"TurnKind",
           CASE WHEN t.turn_no = 1 THEN clock_timestamp() END, CASE WHEN t.turn_no = 1 THEN clock_timestamp() END
    FROM r, unnest(${turns.map(({ id }) => id)}::uuid[], ${turns.map(({ agentId }) => agentId ?? '')}::text[],
      ${turns.map(({ kind }) => kind)}::text[])
      WITH ORDINALITY AS t(id, agent_id, kind, turn_no)`;
  return { roundtableId, first: { rowId: turns[0]?.id ?? '', nudge: 0 } };
}

function turnsOf({ participants, debateTurns }: NewReview): readonly NewTurn[] {
  const spoken = Math.max(0, (debateTurns ?? 0) - participants.length);
  return [
    ...Array.from({ length: spoken }, (_, i): NewTurn => {
      return { id: newId(), kind: 'speak', agentId: i === 0 ? (participants[0] ?? null) : null };
    }),
    ...participants.map((agentId): NewTurn => ({ id: newId(), kind: 'vote', agentId })),
  ];
}
