import { setTimeout as pause } from 'node:timers/promises';
import type { Budgeted, Portion } from '../../company/runs/index.ts';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { LoopContext } from '../context.ts';
import { lockMission, settleMission } from '../missions/index.ts';
import { failStep, RENEW_MS } from '../steps/index.ts';
import {
  anyLost,
  freeStranded,
  isStillStale,
  listStale,
  listStranded,
  returnStale,
  type StaleStep,
  type StrandedMission,
} from './store.ts';

/** Machine time after which a step that is still `running` is stale. */
const STALE_MS = 30 * MINUTE_MS;
const STALE = { renewals: STALE_MS / RENEW_MS, lapsedMs: STALE_MS };
/** Whether `recoverStaleSteps` has anything to do, in SQL. */
export const anyToRecover = anyLost(STALE);
const BATCH = 200;
/** A worker that lives renews its lease within this time, however far the clock has just jumped. */
const SECOND_LOOK_MS = RENEW_MS + 100;

/**
 * The heartbeat's recovery of steps. One that has been running for half an hour of machine time fails, and its mission
 * with it; one that intended an order goes back to its queue instead, where the venue is asked and it ends with what
 * really happened. Its worker, should it come back, changes nothing. A mission that nobody would go on with goes on.
 * What cannot be recovered keeps nothing else from it, and fails the operation afterwards.
 */
export async function recoverStaleSteps(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const counts = { failed: 0, returned: 0, freed: 0, left: 0 };
  const broken: string[] = [];
  const heal = async (how: () => Promise<keyof typeof counts>) => {
    if (beat.signal.aborted) return 'left';
    return how().catch((error: unknown) => {
      if (!beat.signal.aborted) broken.push(errorText(error));
      return 'left' as const;
    });
  };
  for (const mission of await listStranded(beat.db, BATCH)) counts[await heal(() => free(ctx, beat, mission))] += 1;
  const stale = await listStale(beat.db, STALE, BATCH);
  if (stale.some(({ hung }) => !hung)) await secondLook(beat.signal);
  for (const step of stale) counts[await heal(() => recover(ctx, beat, step))] += 1;
  if (broken.length > 0)
    throw new CompanyError('not_recovered', `${broken.length} could not be recovered: ${broken[0]}`);
  return { cursor: beat.signal.aborted ? 'more' : null, result: counts };
}

/** Gives workers that live the time to renew; a beat that ends meanwhile leaves all to the next one. */
async function secondLook(signal: AbortSignal): Promise<void> {
  await pause(SECOND_LOOK_MS, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

async function recover(ctx: LoopContext, beat: Budgeted, step: StaleStep): Promise<'failed' | 'returned' | 'left'> {
  return beat.write(async (tx) => {
    await lockMission(tx, step.missionId);
    if (!(await isStillStale(tx, step.id, STALE))) return 'left';
    const nudge = step.ordered ? await returnStale(tx, step.id) : null;
    if (nudge !== null) tx.nudge(step.kind, { rowId: step.id, nudge });
    if (step.ordered) return nudge === null ? 'failed' : 'returned';
    const reason = 'it did not end within 30 minutes';
    await failStep(tx, step, { reason, deadLetter: false, at: ctx.clock.now() });
    await settleMission(ctx, tx, { missionId: step.missionId, kind: step.kind, reason });
    return 'failed';
  });
}

async function free(ctx: LoopContext, beat: Budgeted, { missionId, kind }: StrandedMission): Promise<'freed'> {
  await beat.write(async (tx) => {
    await lockMission(tx, missionId);
    await freeStranded(tx, missionId, ctx.clock.now());
    await settleMission(ctx, tx, { missionId, kind, reason: 'a step before it failed' });
  });
  return 'freed';
}
