import type { EventRow } from '../../company/events/index.ts';
import { readPortfolio } from '../../desk/portfolio/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { type Prepared, prepareProposal, type SavedProposal, saveProposal } from '../proposals/index.ts';
import { claimSignal, isClaimable } from '../signals/index.ts';
import type { Unfilled } from './language/index.ts';
import { asksBooks, draftAction, factsOfBooks, factsOfEvent, matches, type RuleFacts } from './language/index.ts';
import type { Rule } from './rule.ts';
import { type Firing, insertFirings, takeCooldown } from './store.ts';

/** What a rule is about to do about an event: nothing, a proposal, or nothing because of a fault. */
export interface PreparedRule {
  readonly rule: Rule;
  readonly intent: 'no_match' | Prepared | Unfilled;
}

/** Lets every reactive rule that listens look at an event, and judges what they would propose. Reads only. */
export async function prepareRules(
  ctx: LoopContext,
  { event, rules }: { readonly event: EventRow; readonly rules: readonly Rule[] },
): Promise<readonly PreparedRule[]> {
  const books = rules.some((rule) => asksBooks(rule.conditions)) ? factsOfBooks(await readPortfolio(ctx.db)) : {};
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
  const { signalId } = event.fields;
  return typeof signalId === 'string' ? signalId : (event.tradeId ?? event.id);
}

/** One piece of thinking per agent, task and event, whichever rule or reaction asks for it. */
export function taskKey({ agentId, task, eventId }: Record<'agentId' | 'task' | 'eventId', string>): string {
  return `task:${agentId}:${task}:${eventId}`;
}

/** Fires what was prepared, each rule at most once per event and per cooldown, and writes down what every rule made of it. */
export async function fireRules(
  ctx: LoopContext,
  tx: Tx,
  { event, prepared }: { readonly event: EventRow; readonly prepared: readonly PreparedRule[] },
): Promise<readonly SavedProposal[]> {
  const done: Fired[] = [];
  for (const { rule, intent } of prepared) done.push(await fire(ctx, tx, { rule, intent, event }));
  const written = await insertFirings(
    tx,
    done.map(({ firing }) => firing),
  );
  if (written < done.length) throw new CompanyError('fired_before', 'a rule has acted on this event');
  return done.flatMap(({ saved }) => saved ?? []);
}

interface Fire extends PreparedRule {
  readonly event: EventRow;
}

interface Fired {
  readonly firing: Firing;
  readonly saved: SavedProposal | null;
}

async function fire(ctx: LoopContext, tx: Tx, { rule, intent, event }: Fire): Promise<Fired> {
  const now = ctx.clock.now();
  const subject = subjectOf(rule, event);
  const firing = { ruleId: rule.id, eventId: event.id, dueAt: null, subject, proposalId: null, firedAt: now };
  const rest = (outcome: Firing['outcome'], reason: string | null): Fired => {
    return { firing: { ...firing, outcome, reason }, saved: null };
  };
  if (intent === 'no_match') return rest('no_match', null);
  if ('fault' in intent) return rest('skipped', intent.fault);
  const signalId = rule.action?.claimsSignal ? event.fields.signalId : null;
  if (typeof signalId === 'string' && !(await isClaimable(tx, signalId))) return rest('skipped', 'the signal is taken');
  const { cooldownMinutes: minutes } = rule;
  if (minutes > 0 && !(await takeCooldown(tx, { key: rule.name, subject, minutes, now })))
    return rest('cooldown', `fired for ${subject} within ${minutes} minutes`);
  if (typeof signalId === 'string') await claimSignal(tx, signalId, `rule:${rule.name}`);
  const saved = await saveProposal(ctx, tx, { prepared: intent, last: true });
  return { firing: { ...firing, outcome: 'fired', reason: null, proposalId: saved.submitted.proposalId }, saved };
}

function subjectOf({ action }: Rule, event: EventRow): string {
  if (action?.subject === 'token') return event.instrumentId ?? 'company';
  if (action?.subject === 'position') return event.tradeId ?? 'company';
  return 'company';
}
