import { errorText } from '@atc/core/kernel/errors';
import { type ClaimedStep, claimStep, failAttempt, finishStep, RENEW_MS, renewLeases } from '@atc/core/loop/steps';
import type { WorkerContext } from './context.ts';
import { handlers } from './handlers/handlers.ts';

interface StepJob {
  readonly rowId: string;
  readonly nudge: number;
}

/**
 * Claims the step a job names, handles it under a lease that is renewed, and ends it. A job whose step is not to be had
 * is dropped.
 */
export async function runStep(ctx: WorkerContext, job: StepJob, signal: AbortSignal | undefined): Promise<void> {
  const begun = ctx.clock.monotonicMs();
  const claim = await claimStep(ctx, { id: job.rowId, nudge: job.nudge, worker: ctx.worker });
  if (claim.kind !== 'claimed') return;
  const { step } = claim;
  const lease = keepLease(ctx, step, signal);
  try {
    const end = await handlers[step.kind](ctx, step, lease.signal);
    await finishStep(ctx, claim, end);
    ctx.log.debug(
      { stepId: step.id, kind: step.kind, end: end.kind, ms: Math.round(ctx.clock.monotonicMs() - begun) },
      'step ended',
    );
  } catch (error) {
    ctx.log.warn(
      { stepId: step.id, kind: step.kind, attempt: step.attempt, error: errorText(error) },
      'step failed and will be tried again',
    );
    await failAttempt(ctx, step, errorText(error));
  } finally {
    lease.release();
  }
}

interface Lease {
  /** Aborts when the lease is lost or the job must stop. */
  readonly signal: AbortSignal;
  release(): void;
}

function keepLease(ctx: WorkerContext, step: ClaimedStep, outer: AbortSignal | undefined): Lease {
  const lost = new AbortController();
  const timer = setInterval(() => {
    renewLeases(ctx.db, [step]).then(
      (held) => {
        if (!held.has(step.id)) lost.abort(new Error('the lease of this step was lost'));
      },
      (error: unknown) => ctx.log.warn({ stepId: step.id, error: errorText(error) }, 'lease not renewed'),
    );
  }, RENEW_MS);
  return { signal: outer ? AbortSignal.any([outer, lost.signal]) : lost.signal, release: () => clearInterval(timer) };
}
