import { draftAction, nextDue, rollTurn, type SeedRule, seedRules } from '@atc/core/loop/triggers';
import { submitDraft } from '../door/index.ts';
import { type Desk, takesPart } from '../state/index.ts';

const proactive: readonly SeedRule[] = seedRules
  .filter(({ ruleType, enabled }) => ruleType === 'proactive' && enabled)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** When the next proactive rule has its turn; null before the first turns. */
export function nextTurnAt({ due }: Desk): Date | null {
  let next: Date | null = null;
  for (const at of due.values()) if (!next || at < next) next = at;
  return next;
}

/** Gives every proactive rule that is due its turn. */
export function takeTurns(desk: Desk): void {
  for (const rule of proactive) if ((desk.due.get(rule.name) ?? desk.now) <= desk.now) takeTurn(desk, rule);
}

function takeTurn(desk: Desk, { name, action, everyMinutes }: SeedRule): void {
  const before = desk.due.get(name) ?? null;
  const dueAt = before ?? desk.now;
  const key = `${name}|${dueAt.toISOString()}`;
  const { topic, leftOut, jitter } = rollTurn(desk.dice, key, action.topics ?? []);
  const next = nextDue(dueAt, everyMinutes ?? 60, jitter);
  // Turns that were missed are not made up for one by one.
  desk.due.set(name, next > desk.now ? next : nextDue(desk.now, everyMinutes ?? 60, jitter));
  // The very first turn of a new company is never left out.
  if ((before !== null && leftOut) || !takesPart(desk, action.targetAgent)) return;
  const draft = draftAction({
    ...{ action, facts: {}, subject: 'company', topic },
    origin: { kind: 'schedule', id: key },
    dedupeKey: `rule:${key}`,
    depth: 0,
  });
  if (!('fault' in draft)) submitDraft(desk, draft);
}
