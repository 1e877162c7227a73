import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import type { Recalled } from '@atc/core/loop/memories';
import { STRATEGY_SOURCE } from '@atc/core/loop/strategies';
import type { HeldTrade, WaitingSignal } from './options.ts';

const LEASE_MS = 30_000;
const MAX_ATTEMPTS = 3;
const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000}::float8)`;

export interface Readiness {
  /** Whether the policy lets agents look for work at all. */
  readonly enabled: boolean;
  readonly cooldownSince: Date;
  readonly dayStart: Date;
  readonly minMemories: number;
  readonly mostADay: number;
}

const ready = ({ cooldownSince, dayStart, minMemories, mostADay }: Readiness) => Prisma.sql`
  SELECT a.id::text AS id FROM ops_agents a
  WHERE a.enabled
    AND NOT EXISTS (SELECT 1 FROM ops_initiative_queue q WHERE q.agent_id = a.id AND q.queued_at > ${cooldownSince})
    AND (SELECT count(*) FROM ops_initiative_queue q WHERE q.agent_id = a.id AND q.queued_at >= ${dayStart}
      AND q.proposal_id IS NOT NULL) < ${mostADay}
    AND (SELECT count(*) FROM (SELECT 1 FROM ops_agent_memory m WHERE m.agent_id = a.id AND m.evicted_at IS NULL
      AND m.superseded_by IS NULL LIMIT ${minMemories}) few) >= ${minMemories}`;

/** Whether any agent may look for work of its own; none where the policy is off. */
export const anyReady = (readiness: Readiness) => Prisma.sql`
  (${readiness.enabled}::boolean AND EXISTS (${ready(readiness)}))`;

/** Agents that have memories enough, were not asked of late, and have proposed less than the day allows. */
export async function listReadyAgents(db: Db, readiness: Readiness): Promise<readonly AgentId[]> {
  const rows = await db.$queryRaw<{ id: AgentId }[]>`${ready(readiness)} ORDER BY a.id`;
  return rows.map(({ id }) => id);
}

/** Queues a look for work; null when the same was queued before. */
export async function insertInitiative(
  db: Db,
  { agentId, naturalKey, at }: { readonly agentId: AgentId; readonly naturalKey: string; readonly at: Date },
): Promise<Nudge | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO ops_initiative_queue (id, agent_id, natural_key, queued_at, nudged_at)
      VALUES (${newId()}::uuid, ${agentId}::"AgentId", ${naturalKey}, ${at}, clock_timestamp())
    ON CONFLICT (natural_key) DO NOTHING RETURNING id`;
  return row ? { rowId: row.id, nudge: 0 } : null;
}

export interface ClaimedInitiative {
  readonly id: string;
  readonly agentId: AgentId;
  readonly naturalKey: string;
  readonly attempt: number;
}

/** The compare-and-swap that takes a queued look under its nudge; null when it is not to be had. */
export async function takeInitiative(
  db: Db,
  { id, nudge }: { readonly id: string; readonly nudge: number },
): Promise<ClaimedInitiative | null> {
  const [row] = await db.$queryRaw<ClaimedInitiative[]>`
    UPDATE ops_initiative_queue SET state = 'running', attempt = attempt + 1, lease_until = ${lease}, updated_at = now()
    WHERE id = ${id}::uuid AND nudge = ${nudge} AND state = 'queued' AND not_before <= clock_timestamp()
    RETURNING id, agent_id::text AS "agentId", natural_key AS "naturalKey", attempt`;
  return row ?? null;
}

/** Writes what came of a look, unless another worker took it meanwhile. */
export async function endInitiative(
  db: Db,
  { id, attempt }: ClaimedInitiative,
  { proposalId, outcome }: { readonly proposalId: string | null; readonly outcome: string },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_initiative_queue SET state = 'done', proposal_id = ${proposalId}::uuid, outcome = ${outcome},
      lease_until = NULL, updated_at = now()
    WHERE id = ${id}::uuid AND attempt = ${attempt} AND state = 'running'`;
  return changed === 1;
}

/** Gives looks whose worker died back to their queue under a new nudge, and ends those that died again and again. */
export async function returnLapsed(db: Db, limit: number): Promise<readonly Nudge[]> {
  await db.$executeRaw`
    UPDATE ops_initiative_queue SET state = 'failed', outcome = 'its worker died again and again', lease_until = NULL,
      updated_at = now()
    WHERE state = 'running' AND lease_until < clock_timestamp() AND attempt >= ${MAX_ATTEMPTS}`;
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_initiative_queue SET state = 'queued', nudge = nudge + 1, lease_until = NULL,
      nudged_at = clock_timestamp(), failures = failures + 1, updated_at = now()
    WHERE id IN (SELECT id FROM ops_initiative_queue WHERE state = 'running' AND lease_until < clock_timestamp()
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** Queued looks that nobody was told of for a while, under a new nudge. */
export async function renudgeForgotten(db: Db, quietMs: number, limit: number): Promise<readonly Nudge[]> {
  return db.$queryRaw<Nudge[]>`
    UPDATE ops_initiative_queue SET nudge = nudge + 1, nudged_at = clock_timestamp()
    WHERE id IN (SELECT id FROM ops_initiative_queue WHERE state = 'queued'
                 AND coalesce(nudged_at,
                 created_at) < clock_timestamp() - make_interval(secs => ${quietMs / 1000}::float8)
                 LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "rowId", nudge`;
}

/** What is held, with how it stands and what looks other than this one proposed for it. */
export async function listHeldTrades(db: Db, initiativeId: string): Promise<readonly Omit<HeldTrade, 'price'>[]> {
  return db.$queryRaw<Omit<HeldTrade, 'price'>[]>`
    SELECT t.id AS "positionId", t.instrument_id AS "instrumentId", i.symbol, i.contract, t.signal_source AS source,
           coalesce(t.unrealized_pnl / nullif(t.cost_basis_usd, 0), 0)::float8 AS "pnlPct",
           (t.quantity * coalesce(t.current_price, t.entry_price, 0))::float8 AS "valueUsd",
           ARRAY(SELECT DISTINCT p.mission_type::text FROM ops_trading_proposals p
                 WHERE p.position_id = t.id AND p.origin_kind = 'initiative'
                   AND p.origin_id <> ${initiativeId}) AS proposed
    FROM ops_positions t JOIN ops_instruments i ON i.id = t.instrument_id WHERE t.status = 'open' ORDER BY t.id`;
}

/**
 * The surest buy signal since then that was analysed and led to nothing; null when there is none. What a strategy finds
 * is bought at its bar or not at all.
 */
export async function findWaitingSignal(db: Db, since: Date): Promise<Omit<WaitingSignal, 'price'> | null> {
  const [row] = await db.$queryRaw<Omit<WaitingSignal, 'price'>[]>`
    SELECT s.id, i.symbol, i.contract, s.confidence
    FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.status = 'analyzed' AND s.signal_type = 'buy' AND s.confidence >= 0.6 AND s.analyzed_at >= ${since}
      AND s.claimed_by IS NULL AND NOT starts_with(s.source, ${STRATEGY_SOURCE})
      AND NOT EXISTS (SELECT 1 FROM ops_trading_proposals p WHERE p.signal_id = s.id AND p.mission_type = 'entry')
    ORDER BY s.confidence DESC, s.id LIMIT 1`;
  return row ?? null;
}

/** An agent's live memories, the surest first; none with words from outside. */
export async function listMemoriesOf(db: Db, agentId: AgentId, limit: number): Promise<readonly Recalled[]> {
  return db.$queryRaw<Recalled[]>`
    SELECT id, agent_id::text AS "agentId", type::text AS type, content, confidence, tags FROM ops_agent_memory
    WHERE agent_id = ${agentId}::"AgentId" AND evicted_at IS NULL AND superseded_by IS NULL AND trust = 'trusted'
      ORDER BY confidence DESC, id LIMIT ${limit}`;
}
