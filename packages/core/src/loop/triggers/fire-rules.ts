import { type EventRow, fieldOf } from '../../company/events/index.ts';
import { type Portfolio, readPortfolio } from '../../desk/portfolio/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { type Prepared, prepareProposal, saveProposal } from '../proposals/index.ts';
import { claimSignal, isClaimable } from '../signals/index.ts';
import type { Unfilled } from './language/index.ts';
import { asksBooks, draftAction, factsOfBooks, factsOfEvent, matches, type RuleFacts } from './language/index.ts';
import type { Rule } from './rule.ts';
import { type Firing, takeCooldown } from './store.ts';

/** What a rule is about to do about an event: nothing, a proposal, or nothing because of a fault. */
export interface PreparedRule {
  readonly rule: Rule;
  readonly intent: 'no_match' | Prepared | Unfilled;
}

export interface Listening {
  readonly event: EventRow;
  /** Those that listen to it. */
  readonly rules: readonly Rule[];
  /** Null where none of them speaks of the books, or there are none. */
  readonly books: Portfolio | null;
}

/** Lets every reactive rule that listens look at an event, and judges what they would propose. Reads only. */
export async function prepareRules(
  ctx: LoopContext,
  { event, rules, books: known }: Listening,
): Promise<readonly PreparedRule[]> {
  // A rule that asks for books that are not there fails as the reading of them does.
  const asked = rules.some((rule) => asksBooks(rule.conditions));
  const books = asked ? factsOfBooks(known ?? (await readPortfolio(ctx.db))) : {};
  const facts = { ...factsOfEvent(event), ...books };
  return Promise.all(rules.map(async (rule) => ({ rule, intent: await intentOf(ctx, rule, { event, facts }) })));
}

interface Looked {
  readonly event: EventRow;
  readonly facts: RuleFacts;
}

async function intentOf(ctx: LoopContext, rule: Rule, { event, facts }: Looked): Promise<PreparedRule['intent']> {
  if (!rule.action) return { fault: 'its action cannot be read' };
  if (!matches(rule.conditions, facts)) return 'no_match';
  const draft = draftAction({
    action: rule.action,
    facts,
    subject: aboutOf(event),
    topic: null,
    origin: { kind: 'event', id: event.id },
    dedupeKey: rule.action.task
      ? taskKey({ agentId: rule.action.targetAgent, task: rule.action.task, eventId: event.id })
      : `rule:${rule.name}:${event.id}`,
    depth: event.depth + 1,
  });
  return 'fault' in draft ? draft : prepareProposal(ctx, draft);
}

/** What an event is about: its signal, its trade, or itself. */
export function aboutOf(event: EventRow): string {
  return fieldOf(event, 'signalId') ?? event.tradeId ?? event.id;
}

/** One piece of thinking per agent, task and event, whichever rule or reaction asks for it. */
export function taskKey({ agentId, task, eventId }: Record<'agentId' | 'task' | 'eventId', string>): string {
  return `task:${agentId}:${task}:${eventId}`;
}

interface Looking {
  readonly event: EventRow;
  readonly prepared: readonly PreparedRule[];
}

type Rest = Extract<PreparedRule['intent'], 'no_match' | Unfilled>;

const isRest = (intent: PreparedRule['intent']): intent is Rest => intent === 'no_match' || 'fault' in intent;

/** Whether all that rules do about an event is to write down that they looked. */
export function isQuiet(prepared: readonly PreparedRule[]): boolean {
  return prepared.every(({ intent }) => isRest(intent));
}

/** What rules that do nothing about an event are written down with. */
export function quietFirings(ctx: LoopContext, { event, prepared }: Looking): readonly Firing[] {
  return prepared.flatMap(({ rule, intent }) => (isRest(intent) ? restOf(intent, lookOf(ctx, rule, event)) : []));
}

/**
 * Fires what was prepared, each rule at most once per cooldown; what every rule made of the event is to be written down
 * with its delivery.
 */
export async function fireRules(ctx: LoopContext, tx: Tx, { event, prepared }: Looking): Promise<readonly Firing[]> {
  const fired: Firing[] = [];
  for (const { rule, intent } of prepared) fired.push(await fire(ctx, tx, { rule, intent, event }));
  return fired;
}

interface Fire extends PreparedRule {
  readonly event: EventRow;
}

type Look = Omit<Firing, 'outcome' | 'reason'>;

function lookOf(ctx: LoopContext, rule: Rule, event: EventRow): Look {
  const subject = subjectOf(rule, event);
  return { ruleId: rule.id, eventId: event.id, dueAt: null, subject, proposalId: null, firedAt: ctx.clock.now() };
}

function restOf(intent: Rest, look: Look): Firing {
  if (intent === 'no_match') return { ...look, outcome: 'no_match', reason: null };
  return { ...look, outcome: 'skipped', reason: intent.fault };
}

async function fire(ctx: LoopContext, tx: Tx, { rule, intent, event }: Fire): Promise<Firing> {
  const look = lookOf(ctx, rule, event);
  const rest = (outcome: Firing['outcome'], reason: string): Firing => ({ ...look, outcome, reason });
  if (isRest(intent)) return restOf(intent, look);
  const signalId = rule.action?.claimsSignal ? fieldOf(event, 'signalId') : null;
  if (signalId !== null && !(await isClaimable(tx, signalId))) return rest('skipped', 'the signal is taken');
  const { subject, firedAt: now } = look;
  const { cooldownMinutes: minutes } = rule;
  if (minutes > 0 && !(await takeCooldown(tx, { key: rule.name, subject, minutes, now })))
    return rest('cooldown', `fired for ${subject} within ${minutes} minutes`);
  if (signalId !== null) await claimSignal(tx, signalId, `rule:${rule.name}`);
  const { proposalId } = await saveProposal(ctx, tx, { prepared: intent, last: true });
  return { ...look, outcome: 'fired', reason: null, proposalId };
}

function subjectOf({ action }: Rule, event: EventRow): string {
  if (action?.subject === 'token') return event.instrumentId ?? 'company';
  if (action?.subject === 'position') return event.tradeId ?? 'company';
  return 'company';
}
