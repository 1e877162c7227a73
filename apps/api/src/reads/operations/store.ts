import type { Db } from '@atc/core/kernel/db';
import type { Decimal } from '@atc/core/kernel/money';
import type { PageQuery } from '../../http/index.ts';

export interface BeatRun {
  readonly beat: number;
  readonly operation: string;
  readonly status: string;
  readonly durationMs: number | null;
  readonly errors: unknown;
  readonly startedAt: Date;
}

/** What the last so many beats did, newest beat first, each in its order. */
export async function listBeatRuns(db: Db, beats: number): Promise<readonly BeatRun[]> {
  return db.$queryRaw<BeatRun[]>`
    SELECT r.beat, r.action_type AS operation, r.status::text AS status, r.duration_ms AS "durationMs", r.errors,
           r.started_at AS "startedAt"
    FROM ops_action_runs r, ops_beats b
    WHERE b.id = 1 AND r.beat > b.beat - ${beats}::int AND r.beat <= b.beat ORDER BY r.beat DESC, r.id`;
}

export interface ModelUse {
  readonly agentId: string;
  readonly calls: number;
  /** Calls that brought nothing that could be used. */
  readonly unusable: number;
  readonly tokens: number;
  readonly usd: Decimal;
}

/** What each agent has asked models today (UTC); what has not come back counts as it was reserved. */
export async function listModelUse(db: Db): Promise<readonly ModelUse[]> {
  return db.$queryRaw<ModelUse[]>`
    SELECT agent_id::text AS "agentId", count(*)::int AS calls,
           count(*) FILTER (WHERE outcome NOT IN ('answered', 'reserved'))::int AS unusable,
           coalesce(sum(coalesce(tokens_in + tokens_out, reserved_tokens)), 0)::int AS tokens,
           coalesce(sum(coalesce(cost_usd, reserved_usd)), 0) AS usd
    FROM ops_llm_calls WHERE created_at >= date_trunc('day', now(), 'UTC') GROUP BY agent_id ORDER BY agent_id`;
}

export interface NotificationsWanted extends PageQuery {
  readonly state?: string | undefined;
}

export interface NotificationRow {
  readonly id: string;
  readonly template: string;
  readonly title: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** What was to be told outside, newest first, and one more than a page holds. */
export async function listNotificationRows(
  db: Db,
  { cursor, limit, state = undefined }: NotificationsWanted,
): Promise<readonly NotificationRow[]> {
  const [before, wanted] = [cursor?.id ?? null, state ?? null];
  return db.$queryRaw<NotificationRow[]>`
    SELECT id, template, body ->> 'title' AS title, state::text AS state, attempts, last_error AS "lastError",
           created_at AS "createdAt", sent_at AS "sentAt"
    FROM ops_notifications
    WHERE (${before}::uuid IS NULL OR id < ${before}::uuid)
      AND (${wanted}::text IS NULL OR state::text = ${wanted}::text)
    ORDER BY id DESC LIMIT ${limit + 1}`;
}
