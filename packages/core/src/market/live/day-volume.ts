import { TURNOVER_MS } from './bars.ts';

/** What a counter that starts anew each day showed at an instant (machine time, UTC milliseconds). */
interface Counted {
  readonly at: number;
  readonly volume: number;
}

/** What the counter of each contract showed in the last minutes, oldest first. */
export type DayVolumes = Map<string, readonly Counted[]>;

/** One count a second is enough. */
const APART_MS = 1000;

/** Notes what a contract's counter shows; returns what was traded in the five minutes before, as far as it was seen. */
export function tradedBefore(known: DayVolumes, contract: string, { at, volume }: Counted): number {
  const before = known.get(contract) ?? [];
  const last = before.at(-1);
  // A counter that fell counts another day.
  const young = last && volume < last.volume ? [] : before.filter((counted) => at - counted.at <= TURNOVER_MS);
  const crowded = young.length > 1 && at - (young.at(-2)?.at ?? 0) < APART_MS;
  known.set(contract, [...(crowded ? young.slice(0, -1) : young), { at, volume }]);
  return volume - (young[0]?.volume ?? volume);
}
