import type { Strategy } from '@atc/core/desk/strategies';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { TokenView } from './token-view.ts';

/** How much room a strategy's own limits leave. */
export interface Room {
  readonly limits: Strategy['limits'];
  /** Positions of the strategy that are held or being bought, without those that it sells now. */
  readonly positions: number;
  /** What it has bought since midnight UTC. */
  readonly entriesToday: number;
  /** Contracts that anybody holds, or is buying. */
  readonly held: ReadonlySet<string>;
  /** When each contract was sold last, UTC milliseconds. */
  readonly soldAt: ReadonlyMap<string, number>;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * The tokens that a strategy would buy now, the highest rank first, those without a rank last, as many as its limits
 * leave room for.
 */
export function chooseEntries(views: readonly TokenView[], room: Room): readonly TokenView[] {
  const { limits, positions, entriesToday, held, soldAt, now } = room;
  const most = Math.max(0, Math.min(limits.positions - positions, (limits.entriesPerDay ?? Infinity) - entriesToday));
  const rested = ({ contract }: TokenView) =>
    now - (soldAt.get(contract) ?? Number.NEGATIVE_INFINITY) >= limits.restHours * HOUR_MS;
  return views
    .filter((view) => view.enters && !held.has(view.contract) && rested(view))
    .toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(b) - rankOf(a)))
    .slice(0, most);
}

const rankOf = ({ rank }: TokenView): number => (Number.isNaN(rank) ? Number.NEGATIVE_INFINITY : rank);
