import { emitEvent } from '../../company/events/index.ts';
import { releaseByProposal, takeCaps } from '../../desk/caps/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { fillIn } from '../../kernel/text/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import type { Verdict } from '../gates/index.ts';
import { debateStep, type Prepared, routeOf, takesOf } from './door/index.ts';
import { openProposal, StaleProposalError } from './open-proposal.ts';
import type { ProposalStatus, Reason, Submitted } from './proposal.ts';
import { capRule } from './refusals.ts';
import { admitProposal, findByDedupeKey, type NewProposal, refuseWritten } from './store.ts';

export interface Saving {
  readonly prepared: Prepared;
  /** The last try: what the limits refuse now is stored as refused. */
  readonly last: boolean;
}

const EXPIRY_COMPANY_MS = 30 * MINUTE_MS;

/**
 * Writes a judged proposal with its verdicts, reservations, event, and mission or review, inside the caller's
 * transaction. Throws `StaleProposalError` when a policy changed since it was judged, or, unless `last`, when another
 * proposal took the money first.
 */
export async function saveProposal(ctx: LoopContext, tx: Tx, { prepared, last }: Saving): Promise<Submitted> {
  const status = statusOf(prepared);
  const reasons = reasonsOf(prepared.verdicts);
  const stamp = stampOf(prepared);
  const { policyStamp, cashUsd, id } = await admitProposal(tx, rowOf(prepared, status, reasons), stamp);
  if (policyStamp !== stamp) throw new StaleProposalError('stale', 'a policy changed while the proposal was judged');
  if (!id) return findDuplicate(tx, prepared.draft.dedupeKey);
  if (status === 'rejected') return refused(ctx, tx, { prepared, id, reasons });
  const shortage = await reserve(tx, { prepared, id, cashUsd });
  if (shortage && !last && shortage.retry) throw new StaleProposalError('stale', 'another proposal took what was left');
  if (shortage) return refuseForShortage(ctx, tx, { prepared, id, reasons: [shortage.reason] });
  return openProposal(ctx, tx, { prepared, id });
}

/** The same proposal was submitted before: the answer is what became of it. */
async function findDuplicate(tx: Tx, dedupeKey: string): Promise<Submitted> {
  const known = await findByDedupeKey(tx, dedupeKey);
  if (!known) throw new StaleProposalError('stale', 'the same proposal is being submitted at this moment');
  const { id, status, route, reasons, missionId } = known;
  return { proposalId: id, status, route, reasons, missionId, duplicate: true };
}

const stampOf = ({ policies }: Prepared): number =>
  Object.values(policies.versions).reduce((sum, version) => sum + version, 0);

function statusOf({ approval }: Prepared): ProposalStatus {
  if (approval.kind === 'rejected') return 'rejected';
  return approval.kind === 'accepted' ? 'accepted' : 'pending';
}

function reasonsOf(verdicts: readonly Verdict[]): readonly Reason[] {
  return verdicts.filter((verdict) => !verdict.open).map(({ open: _, ...reason }) => reason);
}

function rowOf(prepared: Prepared, status: ProposalStatus, reasons: readonly Reason[]): NewProposal {
  const { draft, reading, entry, policies, now } = prepared;
  return {
    draft,
    status,
    route: routeOf(prepared.approval),
    reasons,
    verdicts: prepared.verdicts,
    accountId: reading.accountId,
    instrumentId: reading.instrumentId,
    signalId: reading.signalStatus === null ? null : (draft.signalId ?? null),
    entryPrice: entry?.price ?? null,
    stopLoss: entry?.stopLoss ?? null,
    target: entry?.target ?? null,
    trailingStopPct: entry?.trailingStopPct ?? null,
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
  /** Money may still suffice for a smaller size, a table for a smaller talk. */
  readonly retry: boolean;
}

interface Reserving {
  readonly prepared: Prepared;
  readonly id: string;
  readonly cashUsd: Parameters<typeof takesOf>[1]['cashUsd'];
}

async function reserve(tx: Tx, { prepared, id, cashUsd }: Reserving): Promise<Shortage | null> {
  const { draft, facts, policies, day, entry, reading, approval } = prepared;
  const debated = approval.kind === 'review' && approval.route === 'debate';
  const takes = takesOf(debated ? [...draft.steps, debateStep(draft)] : draft.steps, {
    facts,
    policies,
    day,
    entry,
    accountId: reading.accountId,
    instrumentId: reading.instrumentId,
    sender: reading.signalSender,
    cashUsd,
  });
  if (takes.length === 0) return null;
  const taken = await takeCaps(tx, { proposalId: id, takes, at: prepared.now });
  if (taken.taken) return null;
  const talked = taken.key.includes('conversations');
  const own = draft.steps.find((step) => step.kind !== 'calculate_risk')?.kind ?? 'agent_task';
  const gate = talked ? 'roundtable_conversation' : own;
  const reason: Reason = {
    gate,
    check: taken.key.split(':')[0] ?? taken.key,
    limit: taken.limit.toFixed(),
    observed: taken.used.toFixed(),
    policyVersion: policies.versions[talked ? 'roundtable_policy' : 'trade_limits'] ?? 0,
    message: fillIn(capRule.says.used, {
      key: taken.key,
      used: taken.used.toFixed(),
      limit: taken.limit.toFixed(),
    }),
  };
  // Without a slot a debate that nobody requires is a desk review.
  const spare = talked && debated && !approval.required;
  return { reason, retry: taken.key.endsWith('_usd') || spare };
}

interface Refused {
  readonly prepared: Prepared;
  readonly id: string;
  readonly reasons: readonly Reason[];
}

async function refuseForShortage(ctx: LoopContext, tx: Tx, refusal: Refused): Promise<Submitted> {
  await releaseByProposal(tx, refusal.id);
  await refuseWritten(tx, refusal.id, { reasons: refusal.reasons, at: refusal.prepared.now });
  return refused(ctx, tx, refusal);
}

async function refused(ctx: LoopContext, tx: Tx, { prepared, id, reasons }: Refused): Promise<Submitted> {
  const { draft, reading } = prepared;
  await emitEvent(ctx, tx, {
    agentId: draft.agentId,
    kind: 'proposal.rejected',
    title: `${draft.title}: refused, ${reasons[0]?.message ?? 'by the gates'}`,
    summary: reasons.map((reason) => reason.message).join('; '),
    proposalId: id,
    instrumentId: reading.instrumentId,
    depth: (draft.depth ?? 0) + 1,
    fields: { reasons, missionType: draft.missionType },
  });
  return { proposalId: id, status: 'rejected', route: null, reasons, missionId: null, duplicate: false };
}
