import { emitEvent } from '../../company/events/index.ts';
import { releaseByProposal } from '../../desk/caps/index.ts';
import { takeForClosing } from '../../desk/positions/index.ts';
import { lockFault, readTradingState } from '../../desk/protections/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { insertMission } from '../missions/index.ts';
import { isExit } from './door/index.ts';
import type { Reason } from './proposal.ts';
import { decidePending, findToDecide, type ProposalToDecide, supersedeAccepted } from './store.ts';

export interface Decision {
  readonly proposalId: string;
  readonly decision: 'approve' | 'reject';
  /** `operator:<name>`, `desk_review`, `expired`, `superseded`. */
  readonly by: string;
  readonly reason: string;
}

export interface Resolved {
  readonly outcome: 'accepted' | 'rejected' | 'not_pending' | 'not_found' | 'refused';
  readonly reasons: readonly Reason[];
  readonly missionId: string | null;
}

/**
 * Decides a pending proposal once. Approval opens its mission unless the trading state, a protection or its position
 * forbids; rejection gives back its reservations.
 */
export async function resolveProposal(ctx: LoopContext, decision: Decision): Promise<Resolved> {
  return inTransaction(ctx.db, (tx) => resolveIn(ctx, tx, decision));
}

/** The same inside the caller's transaction. */
export async function resolveIn(ctx: LoopContext, tx: Tx, decision: Decision): Promise<Resolved> {
  const proposal = await findToDecide(tx, decision.proposalId);
  if (!proposal) return nothing('not_found');
  if (proposal.status !== 'pending') return nothing('not_pending');
  return decision.decision === 'approve'
    ? accept(ctx, tx, { proposal, decision })
    : reject(ctx, tx, { proposal, decision });
}

const nothing = (outcome: Resolved['outcome']): Resolved => ({ outcome, reasons: [], missionId: null });

interface Deciding {
  readonly proposal: ProposalToDecide;
  readonly decision: Decision;
}

async function accept(ctx: LoopContext, tx: Tx, { proposal, decision }: Deciding): Promise<Resolved> {
  const steps = [...proposal.proposedSteps];
  const exit = isExit({ steps });
  const hindrance = exit ? null : await hindranceOf(ctx, tx, proposal);
  if (hindrance) return { outcome: 'refused', missionId: null, reasons: [hindrance] };
  const at = ctx.clock.now();
  const won = await decidePending(tx, {
    id: proposal.id,
    status: 'accepted',
    by: decision.by,
    text: decision.reason,
    reasons: [],
    at,
  });
  if (!won) return nothing('not_pending');
  if (proposal.missionType === 'exit' && proposal.positionId && !(await takeForClosing(tx, proposal.positionId))) {
    return supersede(ctx, tx, proposal);
  }
  const mission = await insertMission(tx, {
    proposalId: proposal.id,
    title: proposal.title,
    missionType: proposal.missionType,
    createdBy: proposal.agentId,
    positionId: proposal.positionId,
    steps,
    priority: exit ? 1 : 0,
    approvedAt: at,
  });
  tx.nudge(mission.first.kind, mission.first);
  await tell(ctx, tx, { proposal, kind: 'proposal.accepted', verb: 'approved', decision });
  return { outcome: 'accepted', reasons: [], missionId: mission.missionId };
}

// The row is accepted already in this transaction; nothing else has seen it.
async function supersede(ctx: LoopContext, tx: Tx, proposal: ProposalToDecide): Promise<Resolved> {
  await supersedeAccepted(tx, proposal.id);
  const decision: Decision = {
    proposalId: proposal.id,
    decision: 'reject',
    by: 'superseded',
    reason: 'the position is being closed already',
  };
  await tell(ctx, tx, { proposal, kind: 'proposal.rejected', verb: 'superseded', decision });
  return nothing('rejected');
}

async function reject(ctx: LoopContext, tx: Tx, { proposal, decision }: Deciding): Promise<Resolved> {
  const reason: Reason = {
    gate: 'approval',
    check: decision.by,
    limit: null,
    observed: null,
    policyVersion: 0,
    message: decision.reason,
  };
  const won = await decidePending(tx, {
    id: proposal.id,
    status: 'rejected',
    by: decision.by,
    text: decision.reason,
    reasons: [reason],
    at: ctx.clock.now(),
  });
  if (!won) return nothing('not_pending');
  await releaseByProposal(tx, proposal.id);
  await tell(ctx, tx, { proposal, kind: 'proposal.rejected', verb: 'rejected', decision });
  return { outcome: 'rejected', reasons: [reason], missionId: null };
}

/** What has come between a proposal and its gates since they were open: another trading state, or a protection. */
async function hindranceOf(ctx: LoopContext, tx: Tx, proposal: ProposalToDecide): Promise<Reason | null> {
  const { missionType: gate, instrumentId } = proposal;
  const { state } = await readTradingState(tx);
  const shut = { gate, policyVersion: 0 };
  if (state !== 'active')
    return {
      ...shut,
      check: 'trading_state',
      limit: 'active',
      observed: state,
      message: `trading state is ${state}`,
    };
  const message = instrumentId && (await lockFault(tx, { instrumentId, now: ctx.clock.now() }));
  return message ? { ...shut, check: 'protections', limit: 'none', observed: 'locked', message } : null;
}

interface Telling extends Deciding {
  readonly kind: 'proposal.accepted' | 'proposal.rejected';
  readonly verb: string;
}

async function tell(ctx: LoopContext, tx: Tx, { proposal, kind, verb, decision }: Telling): Promise<void> {
  await emitEvent(ctx, tx, {
    agentId: proposal.agentId,
    kind,
    title: `${proposal.title}: ${verb}, ${decision.reason}`,
    summary: `${decision.by}: ${decision.reason}`,
    proposalId: proposal.id,
    instrumentId: proposal.instrumentId,
    tradeId: proposal.positionId,
    depth: proposal.depth + 1,
    fields: { route: proposal.route, by: decision.by, missionType: proposal.missionType },
  });
}
