import { inTransaction } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import { lockMission } from '../missions/index.ts';
import { writeDeadLetter } from './finish-step.ts';
import {
  isStillLapsed,
  type LapsedStep,
  listPoison,
  renudgeStep,
  returnLapsed,
  touchForgottenSteps,
} from './sweep-store.ts';

const BATCH = 500;
/** Machine time after which a ready row that nobody claimed is looked at. */
export const QUIET_MS = 10_000;

export interface StepsSwept {
  readonly returned: number;
  readonly buried: number;
  readonly added: number;
}

/** The recovery of steps: lapsed leases go back to their queues or are buried; ready rows without a job get one. */
export async function sweepSteps(ctx: LoopContext, quietMs: number = QUIET_MS): Promise<StepsSwept> {
  const returned = await returnLapsed(ctx.db, BATCH);
  for (const step of returned) await ctx.queues.nudge(step.kind, [{ rowId: step.id, nudge: step.nudge }]);
  const poison = await listPoison(ctx.db, BATCH);
  for (const step of poison) await bury(ctx, step);
  return { returned: returned.length, buried: poison.length, added: await addForgotten(ctx, quietMs) };
}

async function bury(ctx: LoopContext, step: LapsedStep): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockMission(tx, step.missionId);
    if (await isStillLapsed(tx, step.id))
      await writeDeadLetter(ctx, tx, { ...step, error: 'its worker stopped again and again' });
  });
}

async function addForgotten(ctx: LoopContext, quietMs: number): Promise<number> {
  const forgotten = await touchForgottenSteps(ctx.db, quietMs, BATCH);
  let added = 0;
  for (const row of forgotten) {
    const [presence] = await ctx.queues.presence(row.queue, [row]);
    if (presence === 'waiting') continue;
    const nudge = presence === 'finished' ? await renudgeStep(ctx.db, row.rowId, row.nudge) : row.nudge;
    if (nudge === null) continue;
    await ctx.queues.nudge(row.queue, [
      { rowId: row.rowId, nudge, ...(row.priority ? { priority: row.priority } : {}) },
    ]);
    added += 1;
  }
  return added;
}
