import type { EventRow } from '../../company/events/index.ts';
import type { Dice } from '../../kernel/dice/index.ts';
import type { Match, Pattern } from './pattern.ts';

/**
 * The patterns that an event matches, by source and all tags, each with its roll; of two for the same reaction the
 * first.
 */
export function matchPatterns(
  patterns: readonly Pattern[],
  event: Pick<EventRow, 'agentId' | 'kind' | 'tags' | 'title' | 'occurredAt'>,
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

/** The natural key of a roll: what happened and who may react; the same when swept, retried or replayed. */
function rollKey(
  { target, type }: Pattern,
  { agentId, kind, title, occurredAt }: Pick<EventRow, 'agentId' | 'kind' | 'title' | 'occurredAt'>,
): string {
  return [target, type, agentId, kind, occurredAt.toISOString(), title].join('|');
}
