import { runTurn, sweepTurns } from '@atc/agents/roundtables';
import { deliverEvent, sweepDeliveries } from '@atc/core/loop/deliveries';
import type { StepKind } from '@atc/core/loop/kinds';
import { sweepSteps } from '@atc/core/loop/steps';
import type { WorkerContext } from '../context.ts';
import { runStep } from '../run-step.ts';

/** What a worker can be handed. */
export type WorkName = StepKind | 'turn' | 'event';

export interface ReadyWork {
  readonly name: WorkName;
  readonly rowId: string;
  readonly nudge: number;
}

/** Does one piece of work as its queue would hand it over. */
export async function doWork(ctx: WorkerContext, { name, rowId, nudge }: ReadyWork): Promise<void> {
  if (name === 'turn') await runTurn(ctx, { id: rowId, nudge });
  else if (name === 'event') await deliverEvent(ctx, { rowId, nudge });
  else await runStep(ctx, { rowId, nudge }, undefined);
}

/** The oldest piece of work that is ready; null when there is none. */
export async function findReady(ctx: WorkerContext): Promise<ReadyWork | null> {
  const [row] = await ctx.db.$queryRaw<ReadyWork[]>`
    SELECT name, row_id AS "rowId", nudge FROM (
      SELECT kind::text AS name, id AS row_id, nudge, created_at FROM ops_mission_steps WHERE status = 'queued'
             AND ready_at IS NOT NULL
      UNION ALL SELECT 'turn', id, nudge, created_at FROM ops_roundtable_turns WHERE state = 'queued'
        AND ready_at IS NOT NULL
      UNION ALL SELECT 'event', event_id, nudge, created_at FROM ops_event_deliveries WHERE state = 'queued') ready
        ORDER BY created_at LIMIT 1`;
  return row ?? null;
}

/** Does what is ready, one piece after another, until a piece of one of these kinds is next; null when all is done. */
export async function driveTo(ctx: WorkerContext, kinds: readonly WorkName[]): Promise<ReadyWork | null> {
  for (let work = await findReady(ctx); work; work = await findReady(ctx)) {
    if (kinds.includes(work.name)) return work;
    await doWork(ctx, work);
  }
  return null;
}

/** Lets every lease lapse and sweeps, as if the workers had been dead for a while; their failures are forgiven. */
export async function lapse(ctx: WorkerContext): Promise<void> {
  const past = new Date(0);
  await ctx.db.step.updateMany({ where: { status: 'running' }, data: { leaseUntil: past, failures: 0 } });
  await ctx.db.roundtableTurn.updateMany({
    where: { state: 'running' },
    data: { leaseUntil: past, failures: 0, attempt: 1 },
  });
  await ctx.db.eventDelivery.updateMany({ where: { state: 'running' }, data: { leaseUntil: past, failures: 0 } });
  await sweepSteps(ctx, 0);
  await sweepTurns(ctx, 0);
  await sweepDeliveries(ctx, 0);
  await ctx.db.step.updateMany({ where: { status: 'queued' }, data: { notBefore: past, failures: 0 } });
}
