import type { EventRow } from '../../company/events/index.ts';
import type { Dice } from '../../kernel/dice/index.ts';
import type { Match, Pattern } from './pattern.ts';

type RolledEvent = Pick<EventRow, 'agentId' | 'kind' | 'fields' | 'occurredAt'>;

/**
 * The patterns that an event matches, by source and all tags, each with its roll; of two for the same reaction the
 * first.
 */
export function matchPatterns(
  patterns: readonly Pattern[],
  event: RolledEvent & Pick<EventRow, 'tags'>,
  dice: Dice,
): readonly Match[] {
  const matching = patterns.filter(
    ({ source, tags }) => (source === '*' || source === event.agentId) && tags.every((tag) => event.tags.includes(tag)),
  );
  const once = [...Map.groupBy(matching, ({ target, type }) => `${target} ${type}`).values()].flatMap(([first]) =>
    first ? [first] : [],
  );
  return once.map((pattern) => ({ pattern, roll: dice.roll('reaction', rollKey(pattern, event)) }));
}

/** The fields of events that name what they are about in words of the world: no drawn ids, no sentences, no figures. */
const SUBJECT = ['source', 'signalType', 'symbol', 'side', 'type'] as const;

/**
 * The natural key of a roll: what happened, to what, when, and who may react; the same when swept, retried or replayed,
 * whatever the event is called.
 */
function rollKey({ target, type }: Pattern, { agentId, kind, fields, occurredAt }: RolledEvent): string {
  const subject = SUBJECT.map((name) => fields[name] ?? '');
  return [target, type, agentId, kind, occurredAt.toISOString(), ...subject].join('|');
}
