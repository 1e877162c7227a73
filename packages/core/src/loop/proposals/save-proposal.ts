import { emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import { releaseByProposal, takeCaps } from '../../desk/caps/index.ts';
import { takeForClosing } from '../../desk/positions/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import type { Nudge } from '../../kernel/queues/index.ts';
import type { LoopContext } from '../context.ts';
import { insertVerdicts, type Verdict } from '../gates/index.ts';
import type { QueueName } from '../kinds/index.ts';
import { insertMission } from '../missions/index.ts';
import { insertReview, TURNS_QUEUE } from '../reviews/index.ts';
import type { Prepared } from './door/index.ts';
import { isExit, takesOf } from './door/index.ts';
import type { ApprovalRoute, ProposalStatus, Reason, Submitted } from './proposal.ts';
import { findByDedupeKey, holdLimits, insertProposal, type NewProposal, refuseWritten } from './store.ts';

/** Facts changed between judging and writing: judge again. */
export class StaleProposalError extends CompanyError {
  override readonly name = 'StaleProposalError';
}

export interface QueuedNudge extends Nudge {
  readonly queue: QueueName;
}

/** What was written, and what to announce once it is committed. */
export interface SavedProposal {
  readonly submitted: Submitted;
  readonly events: readonly WrittenEvent[];
  readonly nudges: readonly QueuedNudge[];
}

export interface Saving {
  readonly prepared: Prepared;
  /** The last try: what the limits refuse now is stored as refused. */
  readonly last: boolean;
}

const EXPIRY_COMPANY_MS = 30 * 60_000;
const EXIT_PRIORITY = 1;

/**
 * Writes a judged proposal with its verdicts, reservations, event, and mission or review, inside the caller's
 * transaction. Throws `StaleProposalError` when a policy changed since it was judged, or, unless `last`, when another
 * proposal took the money first.
 */
export async function saveProposal(ctx: LoopContext, tx: Tx, { prepared, last }: Saving): Promise<SavedProposal> {
  const limits = await holdLimits(tx, prepared.reading.accountId);
  if (limits.policyStamp !== stampOf(prepared))
    throw new StaleProposalError('stale', 'a policy changed while the proposal was judged');
  const status = statusOf(prepared);
  const reasons = reasonsOf(prepared.verdicts);
  const id = await insertProposal(tx, rowOf(prepared, status, reasons));
  if (!id) return findDuplicate(tx, prepared.draft.dedupeKey);
  await insertVerdicts(tx, id, { verdicts: prepared.verdicts, judgedAt: prepared.now });
  if (status === 'rejected') return refused(ctx, tx, { prepared, id, reasons });
  const shortage = await reserve(tx, { prepared, id, cashUsd: limits.cashUsd });
  if (shortage && !last && shortage.retry) throw new StaleProposalError('stale', 'another proposal took what was left');
  if (shortage) return refuseForShortage(ctx, tx, { prepared, id, reasons: [shortage.reason] });
  return open(ctx, tx, { prepared, id });
}

/** The same proposal was submitted before: the answer is what became of it. */
async function findDuplicate(tx: Tx, dedupeKey: string): Promise<SavedProposal> {
  const known = await findByDedupeKey(tx, dedupeKey);
  if (!known) throw new StaleProposalError('stale', 'the same proposal is being submitted at this moment');
  const { id, status, route, reasons, missionId } = known;
  return { submitted: { proposalId: id, status, route, reasons, missionId, duplicate: true }, events: [], nudges: [] };
}

const stampOf = ({ policies }: Prepared): number =>
  Object.values(policies.versions).reduce((sum, version) => sum + version, 0);

function statusOf({ approval }: Prepared): ProposalStatus {
  if (approval.kind === 'rejected') return 'rejected';
  return approval.kind === 'accepted' ? 'accepted' : 'pending';
}

function routeOf({ approval }: Prepared): ApprovalRoute | null {
  if (approval.kind === 'rejected') return null;
  return approval.kind === 'operator' ? 'operator' : approval.route;
}

function reasonsOf(verdicts: readonly Verdict[]): readonly Reason[] {
  return verdicts.filter((verdict) => !verdict.open).map(({ open: _, ...reason }) => reason);
}

function rowOf(prepared: Prepared, status: ProposalStatus, reasons: readonly Reason[]): NewProposal {
  const { draft, reading, entry, policies, now } = prepared;
  return {
    draft,
    status,
    route: routeOf(prepared),
    reasons,
    accountId: reading.accountId,
    instrumentId: reading.instrumentId,
    entryPrice: entry?.price ?? null,
    stopLoss: entry?.stopLoss ?? null,
    target: entry?.target ?? null,
    stopDefaulted: entry?.stopDefaulted ?? false,
    confidence: reading.confidence,
    sizeUsd: entry?.sizeUsd ?? null,
    riskUsd: entry?.riskUsd ?? null,
    policyVersions: policies.versions,
    proposedAt: now,
    expiresAt: status === 'pending' ? new Date(now.getTime() + EXPIRY_COMPANY_MS) : null,
  };
}

interface Shortage {
  readonly reason: Reason;
  /** Money may still suffice for a smaller size. */
  readonly retry: boolean;
}

interface Reserving {
  readonly prepared: Prepared;
  readonly id: string;
  readonly cashUsd: Parameters<typeof takesOf>[1]['cashUsd'];
}

async function reserve(tx: Tx, { prepared, id, cashUsd }: Reserving): Promise<Shortage | null> {
  const { draft, facts, policies, day, entry, reading } = prepared;
  const takes = takesOf(draft.steps, {
    facts,
    policies,
    day,
    entry,
    accountId: reading.accountId,
    instrumentId: reading.instrumentId,
    cashUsd,
  });
  if (takes.length === 0) return null;
  const taken = await takeCaps(tx, { proposalId: id, takes, at: prepared.now });
  if (taken.taken) return null;
  const gate = draft.steps.find((step) => step.kind !== 'calculate_risk')?.kind ?? 'agent_task';
  const reason: Reason = {
    gate,
    check: taken.key.split(':')[0] ?? taken.key,
    limit: taken.limit.toFixed(),
    observed: taken.used.toFixed(),
    policyVersion: policies.versions.trade_limits ?? 0,
    message: `${taken.key}: ${taken.used.toFixed()} of ${taken.limit.toFixed()} used`,
  };
  return { reason, retry: taken.key.endsWith('_usd') };
}

interface Refused {
  readonly prepared: Prepared;
  readonly id: string;
  readonly reasons: readonly Reason[];
}

async function refuseForShortage(ctx: LoopContext, tx: Tx, refusal: Refused): Promise<SavedProposal> {
  await releaseByProposal(tx, refusal.id);
  await refuseWritten(tx, refusal.id, { reasons: refusal.reasons, at: refusal.prepared.now });
  return refused(ctx, tx, refusal);
}

async function refused(ctx: LoopContext, tx: Tx, { prepared, id, reasons }: Refused): Promise<SavedProposal> {
  const { draft, reading } = prepared;
  const event = await emitEvent(ctx, tx, {
    agentId: draft.agentId,
    kind: 'proposal.rejected',
    title: `${draft.title}: refused, ${reasons[0]?.message ?? 'by the gates'}`,
    summary: reasons.map((reason) => reason.message).join('; '),
    tags: ['proposal', 'rejected'],
    proposalId: id,
    instrumentId: reading.instrumentId,
    depth: (draft.depth ?? 0) + 1,
    fields: { reasons, missionType: draft.missionType },
  });
  return {
    submitted: { proposalId: id, status: 'rejected', route: null, reasons, missionId: null, duplicate: false },
    events: [event],
    nudges: [],
  };
}

interface Opening {
  readonly prepared: Prepared;
  readonly id: string;
}

async function open(ctx: LoopContext, tx: Tx, { prepared, id }: Opening): Promise<SavedProposal> {
  const { approval, draft } = prepared;
  const route = routeOf(prepared);
  const base = { proposalId: id, route, reasons: [], duplicate: false };
  if (approval.kind === 'accepted') {
    if (draft.missionType === 'exit' && draft.positionId && !(await takeForClosing(tx, draft.positionId))) {
      throw new StaleProposalError('stale', 'the position is being closed already');
    }
    const mission = await insertMission(tx, {
      proposalId: id,
      title: draft.title,
      missionType: draft.missionType,
      createdBy: draft.agentId,
      positionId: draft.positionId ?? null,
      steps: draft.steps,
      priority: isExit(draft) ? EXIT_PRIORITY : 0,
      approvedAt: prepared.now,
    });
    return {
      submitted: { ...base, status: 'accepted', missionId: mission.missionId },
      events: await tellOpened(ctx, tx, { prepared, id }),
      nudges: [{ ...mission.first, queue: mission.first.kind }],
    };
  }
  const events = await tellOpened(ctx, tx, { prepared, id });
  const submitted: Submitted = { ...base, status: 'pending', missionId: null };
  if (approval.kind !== 'review') return { submitted, events, nudges: [] };
  const turn = await insertReview(tx, {
    proposalId: id,
    topic: draft.title,
    participants: approval.participants,
    convenedAt: prepared.now,
  });
  return { submitted, events, nudges: [{ ...turn, queue: TURNS_QUEUE }] };
}

// An analysis or a task that starts is no news; entries, exits and scales are.
async function tellOpened(ctx: LoopContext, tx: Tx, { prepared, id }: Opening): Promise<readonly WrittenEvent[]> {
  const { draft, approval, reading } = prepared;
  if (draft.missionType === 'analysis') return [];
  const accepted = approval.kind === 'accepted';
  const event = await emitEvent(ctx, tx, {
    agentId: draft.agentId,
    kind: accepted ? 'proposal.accepted' : 'proposal.pending',
    title: draft.title,
    summary: draft.summary ?? draft.title,
    tags: ['proposal', accepted ? 'accepted' : 'pending'],
    proposalId: id,
    instrumentId: reading.instrumentId,
    tradeId: draft.positionId ?? null,
    depth: (draft.depth ?? 0) + 1,
    fields: {
      route: routeOf(prepared),
      missionType: draft.missionType,
      sizeUsd: prepared.entry?.sizeUsd.toFixed(2) ?? null,
    },
  });
  return [event];
}
