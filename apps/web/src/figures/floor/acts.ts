/** What these deciders need of an event. */
export interface Act {
  readonly agentId: string;
  readonly kind: string;
  readonly title: string;
  readonly occurredAt: string;
}

/** What each of them did last, of news that stand newest first. What is said at a table is shown there. */
export function lastActs<T extends Act>(news: readonly T[]): ReadonlyMap<string, T> {
  const acts = new Map<string, T>();
  for (const one of news) if (!one.kind.endsWith('.turn') && !acts.has(one.agentId)) acts.set(one.agentId, one);
  return acts;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

const [MIDDLE_X, MIDDLE_Y, WIDE, HIGH] = [450, 215, 305, 145];

/** Where somebody stands around the table: always at the same place, so that a change is a change. */
export function placeOf(index: number, count: number): Place {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2 + Math.PI / count;
  return { x: MIDDLE_X + WIDE * Math.cos(angle), y: MIDDLE_Y + HIGH * Math.sin(angle) };
}

export const MIDDLE: Place = { x: MIDDLE_X, y: MIDDLE_Y };

/** A text that is cut where it would not fit. */
export function cutTo(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
