import { type EventRow, findEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import {
  announceProposal,
  type ProposalDraft,
  prepareProposal,
  type SavedProposal,
  saveProposal,
} from '../proposals/index.ts';
import { claimSignal } from '../signals/index.ts';
import { matches } from './condition.ts';
import { draftTask } from './draft-task.ts';
import type { Rule } from './rule.ts';
import {
  type ClaimedDelivery,
  countFiring,
  failDelivery,
  finishDelivery,
  insertFiring,
  listReactiveRules,
  takeCooldown,
  takeDelivery,
} from './store.ts';

/** Lets every reactive rule look at one event, once; returns how many fired. A failure is stored and tried again. */
export async function deliverEvent(
  ctx: LoopContext,
  job: { readonly rowId: string; readonly nudge: number },
): Promise<number> {
  const delivery = await takeDelivery(ctx.db, job.rowId, job.nudge);
  if (!delivery) return 0;
  try {
    return await evaluateEvent(ctx, delivery);
  } catch (error) {
    await failDelivery(ctx.db, delivery, errorText(error));
    ctx.log.error({ eventId: delivery.eventId, error: errorText(error) }, 'rules failed on an event');
    return 0;
  }
}

async function evaluateEvent(ctx: LoopContext, delivery: ClaimedDelivery): Promise<number> {
  const event = await findEvent(ctx.db, delivery.eventId);
  if (!event) throw new CompanyError('event_missing', 'the event of a delivery does not exist');
  const rules = await listReactiveRules(ctx.db, event.kind);
  const matched = rules.filter((rule) => matches(rule.conditions, event));
  const prepared = await Promise.all(
    matched.map(async (rule) => ({ rule, proposal: await prepareProposal(ctx, draftFor(rule, event)) })),
  );
  const saved = await inTransaction(ctx.db, async (tx) => {
    const fired: SavedProposal[] = [];
    for (const rule of rules) {
      const proposal = prepared.find((candidate) => candidate.rule.id === rule.id)?.proposal ?? null;
      const done = await fire(ctx, tx, { rule, event, proposal });
      if (done) fired.push(done);
    }
    if (!(await finishDelivery(tx, delivery))) throw new CompanyError('lease_lost', 'another worker took the event');
    return fired;
  });
  for (const proposal of saved) await announceProposal(ctx, proposal);
  return saved.length;
}

interface Fire {
  readonly rule: Rule;
  readonly event: EventRow;
  /** Null: the conditions do not match. */
  readonly proposal: Awaited<ReturnType<typeof prepareProposal>> | null;
}

async function fire(ctx: LoopContext, tx: Tx, { rule, event, proposal }: Fire): Promise<SavedProposal | null> {
  const now = ctx.clock.now();
  const subject = subjectOf(rule, event);
  const firing = { ruleId: rule.id, eventId: event.id, dueAt: null, subject, proposalId: null, firedAt: now };
  if (!proposal) {
    await insertFiring(tx, { ...firing, outcome: 'no_match', reason: null });
    return null;
  }
  const free =
    rule.cooldownMinutes === 0 ||
    (await takeCooldown(tx, { ruleKey: rule.name, subject, minutes: rule.cooldownMinutes, now }));
  if (!free) {
    await insertFiring(tx, {
      ...firing,
      outcome: 'cooldown',
      reason: `fired for ${subject} within ${rule.cooldownMinutes} minutes`,
    });
    return null;
  }
  const signalId = event.fields.signalId;
  if (
    rule.action.claimsSignal &&
    typeof signalId === 'string' &&
    !(await claimSignal(tx, signalId, `rule:${rule.name}`))
  ) {
    await insertFiring(tx, { ...firing, outcome: 'skipped', reason: 'the signal is taken' });
    return null;
  }
  const saved = await saveProposal(ctx, tx, { prepared: proposal, last: true });
  const fresh = await insertFiring(tx, {
    ...firing,
    outcome: 'fired',
    reason: null,
    proposalId: saved.submitted.proposalId,
  });
  if (!fresh) throw new CompanyError('fired_before', `rule ${rule.name} has acted on this event`);
  await countFiring(tx, rule.id, now);
  return saved;
}

function subjectOf(rule: Rule, event: EventRow): string {
  if (rule.action.subject === 'token') return event.instrumentId ?? 'company';
  if (rule.action.subject === 'position') return event.tradeId ?? 'company';
  return 'company';
}

function draftFor(rule: Rule, event: EventRow): ProposalDraft {
  const signalId = event.fields.signalId;
  const about = typeof signalId === 'string' ? signalId : (event.tradeId ?? event.id);
  return draftTask({
    rule,
    subject: about,
    topic: null,
    origin: { kind: 'event', id: event.id },
    // One piece of thinking per agent, task and subject, whichever rule or reaction asks for it.
    dedupeKey: `task:${rule.action.targetAgent}:${rule.action.task}:${about}`,
    depth: event.depth + 1,
  });
}
