import { policyKeys, sharePolicies } from '../../company/policies/index.ts';
import type { AgentId } from '../../company/roster/index.ts';
import { joinedInstrument } from '../../desk/instruments/index.ts';
import { type ForecastRow, forecastOdds } from '../../desk/odds/index.ts';
import { type Db, type Joined, joinedRow, newId, Prisma, type Rows } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { type Verdict, verdictsFrom } from '../gates/index.ts';
import type { StepDraft } from '../kinds/index.ts';
import type { ApprovalRoute, ProposalDraft, ProposalStatus, Reason } from './proposal.ts';

export interface NewProposal {
  readonly draft: ProposalDraft;
  readonly status: ProposalStatus;
  readonly route: ApprovalRoute | null;
  readonly reasons: readonly Reason[];
  readonly verdicts: readonly Verdict[];
  readonly accountId: string | null;
  readonly instrumentId: string | null;
  /** Null too where the signal that it names is not there. */
  readonly signalId: string | null;
  readonly entryPrice: Decimal | null;
  readonly stopLoss: Decimal | null;
  readonly target: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly stopDefaulted: boolean;
  readonly confidence: number | null;
  readonly sizeUsd: Decimal | null;
  readonly riskUsd: Decimal | null;
  readonly policyVersions: Readonly<Record<string, number>>;
  readonly proposedAt: Date;
  readonly expiresAt: Date | null;
}

const text = (value: Decimal | null): string | null => value?.toFixed() ?? null;

/** What an admission is measured against: what is in force at that moment. */
export interface AdmissionReading {
  /** The sum of the versions of all policies we know: it changes with every change of any. 0 without an account. */
  readonly policyStamp: number;
  readonly cashUsd: Decimal | null;
}

export interface Admission extends AdmissionReading {
  /**
   * Of the proposal; null when nothing was written: policies have another stamp, or the natural key is taken, it was
   * submitted before.
   */
  readonly id: string | null;
}

/**
 * Holds policies and the account's cash still until the transaction ends, reads both, and writes a proposal and what
 * its gates said if the policies still are what they were judged by.
 */
export async function admitProposal(db: Db, proposal: NewProposal, policyStamp: number): Promise<Admission> {
  // Two statements, so that the second sees what a writer committed whom the first waited for; sent together.
  const [, [row]] = await Promise.all([
    sharePolicies(db),
    db.$queryRaw<Admission[]>`
    WITH held AS (
      SELECT (SELECT sum(version)::int FROM ops_policy WHERE key = ANY(${policyKeys}::text[])) AS stamp, a.cash_usd
      FROM ops_accounts a WHERE a.id = ${proposal.accountId}::uuid FOR SHARE OF a),
    written AS (${insertionOf(proposal, Prisma.sql`held WHERE held.stamp = ${policyStamp}`)} RETURNING id),
    judged AS (${verdictsFrom(proposal.verdicts, proposal.proposedAt, Prisma.sql`written`)})
    SELECT held.stamp AS "policyStamp", held.cash_usd AS "cashUsd", written.id FROM held LEFT JOIN written ON true`,
  ]);
  return row ?? { policyStamp: 0, cashUsd: null, id: null };
}

function insertionOf(proposal: NewProposal, source: Prisma.Sql): Prisma.Sql {
  const { draft } = proposal;
  const decided = proposal.status !== 'pending';
  return Prisma.sql`
    INSERT INTO ops_trading_proposals (id, agent_id, title, summary, mission_type, signal_type, account_id,
      instrument_id, signal_id, position_id,
      origin_kind, origin_id, entry_price, target, stop_loss, trailing_stop_pct, stop_defaulted, confidence,
      size_usd, risk_usd,
      fraction, exit_reason, trigger_price, protective,
      proposed_steps, evidence, status, route, reasons, policy_versions, dedupe_key, depth, proposed_at, expires_at,
      machine_expires_at, resolved_at, resolved_by)
    SELECT ${newId()}::uuid, ${draft.agentId}::"AgentId", ${draft.title}::text, ${draft.summary ?? null}::text,
      ${draft.missionType}::"MissionType",
      ${draft.signalType ?? null}::"SignalType", ${proposal.accountId}::uuid, ${proposal.instrumentId}::uuid,
      ${proposal.signalId}::uuid,
      ${draft.positionId ?? null}::uuid, ${draft.origin.kind}::"OriginKind", ${draft.origin.id}::text,
      ${text(proposal.entryPrice)}::numeric,
      ${text(proposal.target)}::numeric, ${text(proposal.stopLoss)}::numeric, ${proposal.trailingStopPct}::float8,
      ${proposal.stopDefaulted}::bool,
      ${proposal.confidence}::float8,
      ${text(proposal.sizeUsd)}::numeric, ${text(proposal.riskUsd)}::numeric, ${draft.fraction ?? null}::float8,
      ${draft.exitReason ?? null}::"ExitReason",
      ${draft.triggerPrice ?? null}::numeric, ${draft.protective ?? false}::bool, ${JSON.stringify(draft.steps)}::jsonb,
      ${JSON.stringify(draft.evidence ?? [])}::jsonb,
      ${proposal.status}::"ProposalStatus", ${proposal.route}::"ApprovalRoute",
      ${JSON.stringify(proposal.reasons)}::jsonb,
      ${JSON.stringify(proposal.policyVersions)}::jsonb, ${draft.dedupeKey}::text, ${draft.depth ?? 0}::int,
      ${proposal.proposedAt}::timestamptz, ${proposal.expiresAt}::timestamptz,
      CASE WHEN ${proposal.expiresAt !== null}
        THEN clock_timestamp() + make_interval(secs => ${MACHINE_PATIENCE_S}::float8) END,
      ${decided ? proposal.proposedAt : null}::timestamptz, ${decided ? 'door' : null}::text FROM ${source}
    ON CONFLICT (dedupe_key) DO NOTHING`;
}

/** Machine time that a pending proposal gets at the least, however fast company time runs. */
const MACHINE_PATIENCE_S = 120;

export interface ProposalRow {
  readonly id: string;
  readonly status: ProposalStatus;
  readonly route: ApprovalRoute | null;
  readonly reasons: readonly Reason[];
  readonly missionId: string | null;
}

/** A proposal by its natural key, with its mission, or null. */
export async function findByDedupeKey(db: Db, dedupeKey: string): Promise<ProposalRow | null> {
  const [row] = await db.$queryRaw<ProposalRow[]>`
    SELECT p.id, p.status::text AS status, p.route::text AS route, p.reasons,
           (SELECT m.id FROM ops_missions m WHERE m.proposal_id = p.id LIMIT 1) AS "missionId"
    FROM ops_trading_proposals p WHERE p.dedupe_key = ${dedupeKey}`;
  return row ?? null;
}

export interface StoredProposal extends Rows.Proposal {
  readonly instrument: Rows.Instrument | null;
  readonly signal:
    | (Pick<Rows.Signal, 'id' | 'source' | 'trust' | 'metadata'> & { readonly forecast: ForecastRow | null })
    | null;
}

/** A whole proposal row, or null. */
export async function findProposal(db: Db, id: string): Promise<StoredProposal | null> {
  const [row] = await db.$queryRaw<Joined<StoredProposal>[]>`
    SELECT p.*, ${joinedInstrument}, s.id AS "signal.id", s.source AS "signal.source", s.trust AS "signal.trust",
           s.metadata AS "signal.metadata",
           (SELECT to_jsonb(f) FROM (${forecastOdds} WHERE signal_id = s.id) f) AS "signal.forecast"
           FROM ops_trading_proposals p
    LEFT JOIN ops_instruments i ON i.id = p.instrument_id LEFT JOIN ops_signals s ON s.id = p.signal_id
      WHERE p.id = ${id}::uuid`;
  return row ? joinedRow(row) : null;
}

export interface ProposalToDecide {
  readonly id: string;
  readonly status: ProposalStatus;
  readonly agentId: AgentId;
  readonly title: string;
  readonly missionType: ProposalDraft['missionType'];
  readonly route: ApprovalRoute | null;
  readonly proposedSteps: readonly StepDraft[];
  readonly instrumentId: string | null;
  readonly positionId: string | null;
  readonly depth: number;
}

/** What is decided about, or null. */
export async function findToDecide(db: Db, id: string): Promise<ProposalToDecide | null> {
  const [row] = await db.$queryRaw<ProposalToDecide[]>`
    SELECT id, status::text AS status, agent_id::text AS "agentId", title, mission_type::text AS "missionType",
           route::text AS route,
           proposed_steps AS "proposedSteps", instrument_id AS "instrumentId", position_id AS "positionId", depth
    FROM ops_trading_proposals WHERE id = ${id}::uuid`;
  return row ?? null;
}

export interface Resolution {
  readonly id: string;
  readonly status: 'accepted' | 'rejected';
  readonly by: string;
  readonly text: string;
  readonly reasons: readonly Reason[];
  readonly at: Date;
}

/** The compare-and-swap that decides a pending proposal; false when it was decided before. */
export async function decidePending(
  db: Db,
  { id, status, by, text: resolution, reasons, at }: Resolution,
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE ops_trading_proposals SET status = ${status}::"ProposalStatus", resolved_by = ${by},
           resolution = ${resolution}, resolved_at = ${at},
           reasons = reasons || ${JSON.stringify(reasons)}::jsonb, updated_at = now() WHERE id = ${id}::uuid
           AND status = 'pending'`;
  return changed === 1;
}

export interface LateRefusal {
  readonly reasons: readonly Reason[];
  readonly at: Date;
}

/** A proposal that the limits refused while it was being written becomes rejected in the same transaction. */
export async function refuseWritten(db: Db, id: string, { reasons, at }: LateRefusal): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_trading_proposals SET status = 'rejected', route = NULL, reasons = ${JSON.stringify(reasons)}::jsonb,
           resolved_at = ${at}, resolved_by = 'door',
           expires_at = NULL, updated_at = now() WHERE id = ${id}::uuid`;
}

/** Pending proposals whose time is over in both times and whose conversation, if any, has ended. */
export async function listExpired(db: Db, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM ops_trading_proposals p WHERE p.status = 'pending' AND p.expires_at <= ${now}
      AND p.machine_expires_at <= clock_timestamp()
      AND NOT EXISTS (SELECT 1 FROM ops_roundtable_queue r WHERE r.proposal_id = p.id
        AND r.status IN ('pending', 'running')) ORDER BY p.expires_at LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/** A proposal that this transaction has just accepted is rejected after all: its position was taken by another. */
export async function supersedeAccepted(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_trading_proposals SET status = 'rejected', resolution = 'superseded', updated_at = now()
      WHERE id = ${id}::uuid`;
}
