import { policyRows, policyStamp } from '@atc/core/company/policies';
import { type BeatTry, type BeatWork, type TakenBeat, takeBeat } from '@atc/core/company/runs';
import { type Db, Prisma } from '@atc/core/kernel/db';
import { anyPending } from '@atc/core/loop/deliveries';
import { anyUnlearned } from '@atc/core/loop/learning';
import { anyProven } from '@atc/core/loop/memories';
import { anyWaiting } from '@atc/core/loop/reactions';
import { anyToRecover } from '@atc/core/loop/recovery';
import { isUnreviewed } from '@atc/core/loop/strategies';
import { anyDueRule } from '@atc/core/loop/triggers';
import { anyDueIdea, anyReady, type Readiness } from '../../initiative/index.ts';
import { anyDoomed, anyDueTalk, type DueTalk } from '../../roundtables/index.ts';
import { type KnownVoices, voicesAt } from '../../voice/index.ts';

/** What a beat needs to know to ask whether there is anything to do. */
export interface Asking {
  /** Company time. */
  readonly now: Date;
  /** Of the policies that the rest follows from; null: none are known, and so there is something to do. */
  readonly stamp: string | null;
  /** What the voices were last judged by. */
  readonly known: KnownVoices;
  readonly talks: readonly DueTalk[];
  readonly readiness: Readiness;
  /** The company's day whose review is due; null: none is. */
  readonly reviewDay: string | null;
}

/** What a beat was judged by, as its row says it. */
export interface GroundRow {
  readonly stamp: string;
  readonly alive: string;
  readonly voices: string;
  /** Where other policies are in force than those that were known. */
  readonly policies: readonly { readonly key: string; readonly json: string; readonly version: number }[] | null;
}

/**
 * Asks whether none of the six operations has anything to do. Each condition is that of the operation itself, of the
 * room that does it.
 */
const askIdle = ({ now, stamp, known, talks, readiness, reviewDay }: Asking) => Prisma.sql`
  SELECT g.stamp = ${stamp}::text IS TRUE AND g.voices = ${known.voices}::text IS TRUE
      AND NOT (${anyPending} OR ${anyDueRule(now)} OR ${anyDueTalk(talks)} OR ${anyReady(readiness)} OR ${anyWaiting}
        OR ${anyDueIdea(now)} OR ${anyProven} OR ${anyUnlearned} OR ${isUnreviewed(reviewDay)}
        OR ${anyToRecover} OR ${anyDoomed}) AS idle,
    json_build_object('stamp', g.stamp, 'alive', g.alive, 'voices', g.voices, 'policies',
      CASE WHEN g.stamp IS DISTINCT FROM ${stamp}::text
      THEN (SELECT json_agg(p) FROM (${policyRows}) p) END) AS ground
  FROM (SELECT ${policyStamp} AS stamp, v.* FROM (${voicesAt(now, known)}) v OFFSET 0) g`;

/**
 * Takes a beat that is due; one that has nothing to do, as its six operations would find, ends with that. Null when
 * none is due or another process has it.
 */
export async function takeOrEnd(
  db: Db,
  wish: BeatTry,
  { asking, idle }: { readonly asking: Asking; readonly idle: BeatWork['idle'] },
): Promise<TakenBeat<GroundRow> | null> {
  return takeBeat<GroundRow>(db, wish, { asks: askIdle(asking), idle });
}

/** Takes a beat that is due, whatever there is to do. */
export async function takeWhole(db: Db, wish: BeatTry): Promise<TakenBeat<null> | null> {
  return takeBeat<null>(db, wish, { asks: Prisma.sql`SELECT false AS idle, NULL::json AS ground`, idle: [] });
}
