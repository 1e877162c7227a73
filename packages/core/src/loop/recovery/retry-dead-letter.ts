import { EVENTS_QUEUE, emitEvent } from '../../company/events/index.ts';
import { hasNotification, reviveNotification } from '../../company/notifications/index.ts';
import { reservationsHeld } from '../../desk/caps/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { hasReaction, reviveReaction } from '../reactions/index.ts';
import { retryRefusal } from './dead-letter.ts';
import {
  type DeadStepRow,
  findDeadStep,
  hasDelivery,
  hasInitiative,
  lockMissionOf,
  reviveDelivery,
  reviveInitiative,
  reviveStep,
  takeForClose,
} from './dead-letter-store.ts';

export interface RetryRequest {
  /** Of the step, of the event that the rules failed on, of the notification, the reaction or the initiative. */
  readonly id: string;
  /** `operator:<name>`. */
  readonly by: string;
}

export type Retried =
  | { readonly outcome: 'retried' }
  /** It is no dead letter, or not any more: nothing was changed. */
  | { readonly outcome: 'not_dead' }
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Gives a dead letter back to its queue, once however often it is asked for, and says so. Never past a gate. */
export async function retryDeadLetter(ctx: LoopContext, request: RetryRequest): Promise<Retried> {
  return inTransaction(ctx.db, async (tx) =>
    (await lockMissionOf(tx, request.id)) ? retryStep(ctx, tx, request) : retryDelivery(tx, request.id),
  );
}

async function retryStep(ctx: LoopContext, tx: Tx, { id, by }: RetryRequest): Promise<Retried> {
  const step = await findDeadStep(tx, id);
  if (!step) return { outcome: 'not_dead' };
  const refusal = retryRefusal({ ...step, reserved: await reservationsHeld(tx, step.proposalId) });
  if (refusal) return { outcome: 'refused', reason: refusal };
  const closes = step.missionType === 'exit' && !step.ordered ? step.positionId : null;
  if (closes && !(await takeForClose(tx, closes)))
    return { outcome: 'refused', reason: 'its position is not open any more' };
  tx.nudge(step.kind, { rowId: step.id, nudge: await reviveStep(tx, step) });
  await tell(ctx, tx, { step, by });
  return { outcome: 'retried' };
}

async function tell(ctx: LoopContext, tx: Tx, { step, by }: { readonly step: DeadStepRow; readonly by: string }) {
  return emitEvent(ctx, tx, {
    kind: 'step.retried',
    title: `OBSERVER gave a ${step.kind} step back to its queue`,
    summary: `${step.title}: tried again for ${by}`,
    proposalId: step.proposalId,
    missionId: step.missionId,
    fields: { stepId: step.id, kind: step.kind, by },
  });
}

async function retryDelivery(tx: Tx, eventId: string): Promise<Retried> {
  const nudge = await reviveDelivery(tx, eventId);
  if (nudge === null) return (await hasDelivery(tx, eventId)) ? { outcome: 'not_dead' } : retryOther(tx, eventId);
  tx.nudge(EVENTS_QUEUE, { rowId: eventId, nudge });
  return { outcome: 'retried' };
}

interface Revival {
  readonly revive: (tx: Tx, id: string) => Promise<boolean>;
  readonly isThere: (tx: Tx, id: string) => Promise<boolean>;
}

/** Work that a sweep takes up again by itself. */
const revivals: readonly Revival[] = [
  { revive: reviveNotification, isThere: hasNotification },
  { revive: reviveReaction, isThere: hasReaction },
  { revive: reviveInitiative, isThere: hasInitiative },
];

async function retryOther(tx: Tx, id: string): Promise<Retried> {
  for (const { revive, isThere } of revivals) {
    if (await revive(tx, id)) return { outcome: 'retried' };
    if (await isThere(tx, id)) return { outcome: 'not_dead' };
  }
  return { outcome: 'not_found' };
}
