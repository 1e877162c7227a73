import type { Db } from '../../kernel/db/index.ts';
import { watchedTo } from '../../kernel/world/index.ts';
import { drawdownToFollow } from '../protections/index.ts';
import {
  type BarReach,
  fellThrough,
  type Mark,
  markable,
  marking,
  reached,
  type WatchStart,
  watchStart,
} from './store.ts';

/** The bars that closed at one instant. */
export interface Instant {
  readonly bars: readonly (BarReach & Mark)[];
  readonly at: Date;
  /** When the bars before these closed. */
  readonly before: Date;
  /** Whether nothing comes after the watch where nothing is held: it ends then. */
  readonly last: boolean;
}

export interface QuietWatch extends WatchStart {
  /** Whether these bars were all there was to look at, and hit nothing and told of nothing: they are looked at now. */
  readonly quiet: boolean;
  /** Whether the watch of this instant has ended with that. */
  readonly ended: boolean;
  /** Whether the trading state may have to follow the deepest drawdown. */
  readonly follows: boolean;
}

/**
 * Looks at the bars of one instant, and marks what is held, in one statement, where they hit nothing: by the same
 * conditions, and with the same marks, as the statements that look at any bars. Where something is hit, or older bars
 * are to be looked at first, it changes nothing; a position that falls through -20 % keeps its place in the watch.
 */
export async function watchQuietly(db: Db, { bars, at, before, last }: Instant): Promise<QuietWatch> {
  const [row] = await db.$queryRaw<[QuietWatch]>`
    WITH start AS (${watchStart}),
    calm AS (
      SELECT start.*, ${drawdownToFollow(at)} AS follows FROM start
      WHERE (start.since IS NULL OR start.since >= ${before}) AND NOT EXISTS (${reached(bars, at)})),
    m AS (${markable(bars, at)} AND EXISTS (SELECT 1 FROM calm) FOR UPDATE OF p),
    marked AS (${marking(at)} AND NOT ${fellThrough}),
    seen AS (
      UPDATE ops_positions SET watched_until = ${at} WHERE EXISTS (SELECT 1 FROM calm) AND status = 'open'
        AND coalesce(watched_until, opened_at) < ${at} AND id NOT IN (SELECT m.id FROM m)),
    ended AS (
      ${watchedTo(at)} AND EXISTS (
        SELECT 1 FROM calm WHERE ${last} AND calm.since IS NULL AND NOT calm.follows
          AND NOT calm."gapTold") RETURNING 1)
    SELECT start.*, EXISTS (SELECT 1 FROM calm) AND NOT EXISTS (SELECT 1 FROM m WHERE ${fellThrough}) AS quiet,
           EXISTS (SELECT 1 FROM ended) AS ended, coalesce((SELECT calm.follows FROM calm), false) AS follows
    FROM start`;
  return row;
}
