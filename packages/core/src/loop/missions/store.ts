import { LIVE } from '../../desk/states/index.ts';
import { type Db, newId } from '../../kernel/db/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import type { StepDraft, StepKind } from '../kinds/index.ts';
import { type MissionStatus, missionStatus, type StepStatus } from './mission.ts';

export interface NewMission {
  readonly proposalId: string;
  readonly title: string;
  readonly missionType: string;
  readonly createdBy: string;
  readonly positionId: string | null;
  readonly steps: readonly StepDraft[];
  readonly priority: number;
  readonly approvedAt: Date;
}

export interface OpenedMission {
  readonly missionId: string;
  readonly first: Nudge & { readonly kind: StepKind };
}

/**
 * Writes a mission and its steps, the first one ready. The proposal must be accepted: the database refuses anything
 * else.
 */
export async function insertMission(db: Db, mission: NewMission): Promise<OpenedMission> {
  const missionId = newId();
  const ids = mission.steps.map(() => newId());
  await db.$executeRaw`
    WITH m AS (
      INSERT INTO ops_missions (id, proposal_id, title, mission_type, created_by, position_id, approved_at)
      VALUES (${missionId}::uuid, ${mission.proposalId}::uuid, ${mission.title}, ${mission.missionType}::"MissionType",
              ${mission.createdBy}::"AgentId", ${mission.positionId}::uuid, ${mission.approvedAt}) RETURNING id)
    INSERT INTO ops_mission_steps (id, mission_id, seq, kind, venue, payload, priority, ready_at, nudged_at)
    SELECT s.id, m.id, s.seq, s.kind::"StepKind",
           coalesce((SELECT a.venue FROM ops_trading_proposals p JOIN ops_accounts a ON a.id = p.account_id
           WHERE p.id = ${mission.proposalId}::uuid), 'paper'), s.payload::jsonb, ${mission.priority},
           CASE WHEN s.seq = 1 THEN clock_timestamp() END, CASE WHEN s.seq = 1 THEN clock_timestamp() END
    FROM m, unnest(${ids}::uuid[], ${mission.steps.map((_, i) => i + 1)}::int[],
                   ${mission.steps.map((step) => step.kind)}::text[],
                   ${mission.steps.map((step) => JSON.stringify(step.payload))}::text[]) AS s(id, seq, kind, payload)`;
  const [id = ''] = ids;
  const kind = mission.steps[0]?.kind ?? 'agent_task';
  return {
    missionId,
    first: { rowId: id, nudge: 0, kind, ...(mission.priority ? { priority: mission.priority } : {}) },
  };
}

export interface SettledMission {
  readonly status: MissionStatus;
  readonly title: string;
  readonly missionType: string;
  readonly proposalId: string;
  readonly positionId: string | null;
}

/** Writes what the steps' states make of the mission; call with the mission locked. Null when it does not exist. */
export async function settleMissionRow(db: Db, missionId: string, at: Date): Promise<SettledMission | null> {
  const [row] = await db.$queryRaw<
    {
      steps: StepStatus[];
      status: MissionStatus;
      title: string;
      missionType: string;
      proposalId: string;
      positionId: string | null;
    }[]
  >`
    SELECT m.status::text AS status, m.title, m.mission_type::text AS "missionType", m.proposal_id AS "proposalId",
           m.position_id AS "positionId",
           array_agg(s.status::text ORDER BY s.seq) AS steps
    FROM ops_missions m JOIN ops_mission_steps s ON s.mission_id = m.id WHERE m.id = ${missionId}::uuid GROUP BY m.id`;
  if (!row) return null;
  const status = missionStatus(row.steps);
  const ended = status === 'succeeded' || status === 'failed';
  if (status !== row.status && (ended || status === 'running')) {
    await db.$executeRaw`
      UPDATE ops_missions SET status = ${status}::"MissionStatus", ended_at = CASE WHEN ${ended}
        THEN ${at}::timestamptz END, updated_at = now() WHERE id = ${missionId}::uuid`;
  }
  return {
    status,
    title: row.title,
    missionType: row.missionType,
    proposalId: row.proposalId,
    positionId: row.positionId,
  };
}

/** Locks a mission until the transaction ends. */
export async function lockMission(db: Db, missionId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM ops_missions WHERE id = ${missionId}::uuid FOR UPDATE`;
}

/** Whether the entry of this proposal has a position that is or may become exposure. */
export async function hasLivePosition(db: Db, proposalId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_positions WHERE entry_proposal_id = ${proposalId}::uuid AND status IN ${LIVE} LIMIT 1`;
  return rows.length > 0;
}
