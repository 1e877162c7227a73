import type { AgentId } from '@atc/core/company/roster';
import type { Db } from '@atc/core/kernel/db';
import type { ReviewBriefing, TalkBriefing } from '../../minds/index.ts';

export interface RecordedTurn {
  readonly turnNo: number;
  readonly agentId: AgentId;
  readonly said: string;
  /** What its speaker was asked by, exactly as it was sent; null where no model was asked, or prompts are not kept. */
  readonly asked:
    | { readonly kind: 'speak'; readonly model: string; readonly briefing: TalkBriefing }
    | { readonly kind: 'vote'; readonly model: string; readonly briefing: ReviewBriefing }
    | null;
}

interface Row extends Omit<RecordedTurn, 'asked'> {
  readonly kind: 'speak' | 'vote';
  readonly key: string | null;
  readonly model: string | null;
  readonly data: string | null;
}

/** The turns of a conversation that were said, each with the last first asking of a model for it. */
export async function listRecordedTurns(db: Db, roundtableId: string): Promise<readonly RecordedTurn[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.turn_no AS "turnNo", t.agent_id::text AS "agentId", t.kind::text AS kind, t.text AS said,
           c.subject_id AS key, c.model, c.prompt -> 1 ->> 'content' AS data
    FROM ops_roundtable_turns t LEFT JOIN LATERAL (
      SELECT c.subject_id, c.model, c.prompt FROM ops_llm_calls c
      WHERE c.agent_id = t.agent_id AND c.trace_id = 'roundtable:' || t.roundtable_id
        AND jsonb_array_length(c.prompt) = 2
        AND (t.kind = 'vote' AND c.purpose = 'review' OR t.kind = 'speak' AND c.subject_id LIKE '%|' || t.turn_no)
          ORDER BY c.id DESC LIMIT 1) c ON true
    WHERE t.roundtable_id = ${roundtableId}::uuid AND t.state = 'done' AND t.kind IN ('speak', 'vote')
      ORDER BY t.turn_no`;
  return rows.map(({ kind, key, model, data, ...turn }) => ({ ...turn, asked: askedBy({ kind, key, model, data }) }));
}

// Not read by its form: that would order its figures anew, and another prompt is on record under another hash.
function askedBy({ kind, key, model, data }: Pick<Row, 'kind' | 'key' | 'model' | 'data'>): RecordedTurn['asked'] {
  if (key === null || model === null || data === null) return null;
  const briefing = { ...JSON.parse(data), key };
  return kind === 'speak'
    ? { kind, model, briefing: briefing as TalkBriefing }
    : { kind, model, briefing: briefing as ReviewBriefing };
}
