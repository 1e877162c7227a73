import { checkPolicies, type Policies } from '@atc/core/company/policies';
import type { BeatTry, TakenBeat } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { reviewDay } from '@atc/core/loop/strategies';
import { readinessAt } from '../../initiative/index.ts';
import { talksDue } from '../../roundtables/index.ts';
import { operations } from '../operations.ts';
import { type GroundRow, takeOrEnd } from './store.ts';

/** What a process knows since its last whole beat: one that finds the same has only the rest to ask about. */
interface Known {
  /** Of the policies. */
  readonly stamp: string;
  readonly policies: Partial<Policies>;
  /** What the voices were judged by, and the memories alive then. */
  readonly voices: string;
  readonly alive: string;
}

const known = new WeakMap<LoopContext['beatDb'], Known>();

/** Takes a beat of this process, which is over at once where there is nothing to do. */
export async function takeOrEndBeat(ctx: LoopContext, wish: BeatTry): Promise<TakenBeat<GroundRow> | null> {
  const { stamp = null, voices = null, alive = null, policies = {} } = known.get(ctx.beatDb) ?? {};
  const { now } = wish;
  const timeZone = policies.company?.timezone ?? 'UTC';
  const asking = {
    ...{ now, stamp, known: { voices, alive } },
    talks: talksDue(ctx.dice, now, timeZone),
    readiness: readinessAt(now, policies),
    reviewDay: reviewDay(now, timeZone),
  };
  const idle = operations.map(({ name, idle: result }) => ({ operation: name, result }));
  const taken = await takeOrEnd(ctx.beatDb, wish, { asking, idle });
  if (taken?.idle) remember(ctx, taken.ground);
  return taken;
}

/** Remembers what a beat was judged by that did everything there was to do, be it nothing. */
export function remember({ beatDb }: LoopContext, { stamp, voices, alive, policies }: GroundRow): void {
  const values = policies ? checkPolicies(policies).values : (known.get(beatDb)?.policies ?? {});
  known.set(beatDb, { stamp, voices, alive, policies: values });
}
