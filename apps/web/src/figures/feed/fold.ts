import { isHeard, type Level, levels } from './level.ts';

/** What these deciders need of an event. */
export interface Told {
  readonly id: string;
  readonly level: Level;
  readonly tradeId: string | null;
  readonly proposalId: string | null;
  readonly occurredAt: string;
}

/** What belongs to one trade, or one event that belongs to none. */
export interface Fold<T extends Told> {
  readonly key: string;
  /** What matters most of it; of those the newest. */
  readonly head: T;
  /** The rest, newest first. */
  readonly rest: readonly T[];
}

/** Events, newest first, folded by trade at a level: a debate of nine turns is one line that opens. */
export function foldFeed<T extends Told>(told: readonly T[], level: Level): readonly Fold<T>[] {
  const tradeOf = new Map(
    told.flatMap(({ proposalId, tradeId }) => (proposalId && tradeId ? [[proposalId, tradeId] as const] : [])),
  );
  const keyOf = ({ id, tradeId, proposalId }: T) =>
    tradeId ?? (proposalId && (tradeOf.get(proposalId) ?? proposalId)) ?? id;
  const heard = told.filter((one) => isHeard(one.level, level));
  return [...Map.groupBy(heard, keyOf)]
    .map(([key, events]) => {
      const head = events.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best));
      return { key, head, rest: events.filter((one) => one !== head) };
    })
    .sort((a, b) => Date.parse(b.head.occurredAt) - Date.parse(a.head.occurredAt));
}

const weightOf = ({ level }: Told) => levels.indexOf(level);

/** Both lists as one, newest first, each event once. */
export function joinNews<T extends Told>(fresh: readonly T[], read: readonly T[]): readonly T[] {
  const known = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...read.filter(({ id }) => !known.has(id))];
}
