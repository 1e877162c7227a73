import { demandPolicy } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import { answerOf, matchPatterns } from '@atc/core/loop/reactions';
import {
  aboutOf,
  asksBooks,
  draftAction,
  factsOfBooks,
  factsOfEvent,
  matches,
  type RuleAction,
  type SeedRule,
  seedRules,
  taskKey,
} from '@atc/core/loop/triggers';
import { submitDraft } from '../door/index.ts';
import { type Desk, portfolioOf, type Told, takeCooldown, takesPart } from '../state/index.ts';

const listeners: readonly SeedRule[] = seedRules
  .filter(({ ruleType, enabled }) => ruleType === 'reactive' && enabled)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Lets every reactive rule, and then every reaction of the matrix, act on what happened. */
export function deliverEvent(desk: Desk, event: Told): void {
  for (const rule of listeners.filter(({ triggerEvent }) => triggerEvent === event.kind)) fireRule(desk, rule, event);
  react(desk, event);
}

function fireRule(desk: Desk, rule: SeedRule, event: Told): void {
  const { action, conditions, cooldownMinutes, name } = rule;
  if (!takesPart(desk, action.targetAgent)) return;
  const books = asksBooks(conditions) ? factsOfBooks(portfolioOf(desk)) : {};
  const facts = { ...event, ...factsOfEvent(event), ...books };
  if (!matches(conditions, facts) || isTaken(desk, action, event)) return;
  if (cooldownMinutes > 0 && !takeCooldown(desk, `${name}|${subjectOf(action, event)}`, cooldownMinutes)) return;
  act(desk, action, event);
}

function subjectOf({ subject }: RuleAction, { instrumentId, tradeId }: Told): string {
  if (subject === 'token') return instrumentId ?? 'company';
  return (subject === 'position' ? tradeId : null) ?? 'company';
}

function react(desk: Desk, event: Told): void {
  const { patterns } = demandPolicy(desk.settings.policies, 'reaction_matrix');
  const queued: RuleAction[] = [];
  for (const { pattern, roll } of matchPatterns(patterns, event, desk.dice)) {
    const { target, type, probability, cooldown } = pattern;
    if (roll >= probability || !takesPart(desk, target)) continue;
    if (cooldown > 0 && !takeCooldown(desk, `reaction:${event.agentId}>${target}:${type}`, cooldown)) continue;
    queued.push({ ...answerOf(type), targetAgent: target as AgentId, subject: 'company' });
  }
  for (const action of queued) if (!isTaken(desk, action, event)) act(desk, action, event);
}

/** Whether an action wants the signal of an event that somebody else acts on. */
function isTaken(desk: Desk, { claimsSignal }: RuleAction, { fields }: Told): boolean {
  if (!claimsSignal || typeof fields.signalId !== 'string') return false;
  return desk.signals.find(fields.signalId)?.status !== 'analyzed';
}

function act(desk: Desk, action: RuleAction, event: Told): void {
  const { targetAgent, task, claimsSignal } = action;
  const draft = draftAction({
    ...{ action, facts: { ...event, ...factsOfEvent(event) }, subject: aboutOf(event), topic: null },
    origin: { kind: 'event', id: event.id },
    dedupeKey: taskKey({ agentId: targetAgent, task: task ?? 'proposal', eventId: event.id }),
    depth: 0,
  });
  if ('fault' in draft) return;
  const signal =
    claimsSignal && typeof event.fields.signalId === 'string' ? desk.signals.find(event.fields.signalId) : null;
  if (signal) signal.status = 'claimed';
  submitDraft(desk, draft);
}
