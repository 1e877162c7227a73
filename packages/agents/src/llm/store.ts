import type { AgentId } from '@atc/core/company/roster';
import { type BaseDb, type Db, inTransaction, machineId, Prisma } from '@atc/core/kernel/db';

/** How much of the day's budget one agent may take. */
const AGENT_SHARE = 1 / 3;
/** A reservation whose process died is charged in full from then on. */
const RESERVED_S = 120;

// Ids begin with the moment they were made at: what is a day and more older than today is not looked through. A day's
// grace, for clocks that differ.
const eldestOfDay = Prisma.sql`(
  lpad(to_hex((extract(epoch FROM date_trunc('day', now(), 'UTC') - interval '1 day') * 1000)::bigint), 12, '0') ||
  '00000000000000000000')::uuid`;

export interface Reservation {
  readonly agentId: AgentId;
  readonly purpose: string;
  readonly subjectId: string | null;
  readonly trace: string | null;
  readonly model: string;
  readonly temperature: number;
  readonly promptHash: string;
  /** Null where prompts are not kept. */
  readonly prompt: unknown;
  readonly tokens: number;
  readonly usd: number;
  /** Company time. */
  readonly at: Date;
  readonly limits: { readonly dailyTokens: number; readonly dailyUsd: number };
}

/**
 * Takes what a call may cost from the day's budget (UTC), of its agent and of all, before it is made; its id, or null
 * when it does not fit.
 */
export async function reserveCall(db: BaseDb, wish: Reservation): Promise<string | null> {
  const { limits } = wish;
  return inTransaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('llm budget'))`;
    const id = machineId();
    const written = await tx.$executeRaw`
      WITH used AS (
        SELECT coalesce(sum(t), 0) AS tokens, coalesce(sum(u), 0) AS usd,
               coalesce(sum(t) FILTER (WHERE agent_id = ${wish.agentId}::"AgentId"), 0) AS own_tokens,
               coalesce(sum(u) FILTER (WHERE agent_id = ${wish.agentId}::"AgentId"), 0) AS own_usd
        FROM (SELECT agent_id, coalesce(tokens_in + tokens_out, reserved_tokens) AS t,
              coalesce(cost_usd, reserved_usd) AS u
              FROM ops_llm_calls WHERE created_at >= date_trunc('day', now(), 'UTC') AND id >= ${eldestOfDay}) today)
      INSERT INTO ops_llm_calls (id, agent_id, purpose, subject_id, trace_id, model, temperature, prompt_hash, prompt,
        reserved_tokens, reserved_usd, outcome, reserve_until, called_at)
      SELECT ${id}::uuid, ${wish.agentId}::"AgentId", ${wish.purpose}, ${wish.subjectId}, ${wish.trace ?? id},
             ${wish.model}, ${wish.temperature}, ${wish.promptHash},
             ${wish.prompt === null ? null : JSON.stringify(wish.prompt)}::jsonb, ${wish.tokens}::int,
             ${wish.usd}::numeric, 'reserved', clock_timestamp() + make_interval(secs => ${RESERVED_S}), ${wish.at}
      FROM used WHERE used.tokens + ${wish.tokens} <= ${limits.dailyTokens}
        AND used.usd + ${wish.usd}::numeric <= ${limits.dailyUsd}::numeric
        AND used.own_tokens + ${wish.tokens} <= ${Math.floor(limits.dailyTokens * AGENT_SHARE)}
          AND used.own_usd + ${wish.usd}::numeric <= ${limits.dailyUsd * AGENT_SHARE}::numeric`;
    return written === 1 ? id : null;
  });
}

export interface Settlement {
  readonly outcome: string;
  readonly error: string | null;
  readonly answer: string | null;
  /** Null where the server did not say: what was reserved is charged. */
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  readonly usd: number | null;
  readonly latencyMs: number;
}

/** Writes what a call came to; a call that never reached the model costs nothing. */
export async function settleCall(db: Db, id: string, end: Settlement): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_llm_calls SET outcome = ${end.outcome}, error = ${end.error},
      answer = ${end.answer === null ? null : JSON.stringify(end.answer)}::jsonb,
      tokens_in = ${end.tokensIn}, tokens_out = ${end.tokensOut}, cost_usd = ${end.usd}::numeric,
      latency_ms = ${end.latencyMs}, reserve_until = NULL
    WHERE id = ${id}::uuid`;
}

/** The latest usable answer to a prompt, or null. */
export async function findRecorded(db: Db, promptHash: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ answer: string }[]>`
    SELECT answer #>> '{}' AS answer FROM ops_llm_calls WHERE prompt_hash = ${promptHash} AND outcome = 'answered'
           AND answer IS NOT NULL ORDER BY created_at DESC LIMIT 1`;
  return row?.answer ?? null;
}
