import { breakerKey, findBreaker, mayOpen, takeProbe } from '../breakers/index.ts';
import type { LoopContext } from '../context.ts';
import type { Claim } from './step.ts';
import { deferStep, findStepHead, takeStep } from './store.ts';

export interface ClaimRequest {
  readonly id: string;
  readonly nudge: number;
  /** Who takes it, for people who look. */
  readonly worker: string;
}

// A breaker that is probed right now is asked again after this long.
const PROBE_WAIT_MS = 5000;
const JITTER_MS = 1000;

/**
 * Takes a step for this worker, or says why not. An open breaker lets one probe through after its cool-down and defers
 * the rest.
 */
export async function claimStep(ctx: LoopContext, request: ClaimRequest): Promise<Claim> {
  const at = ctx.clock.now();
  const step = await takeStep(ctx.db, { ...request, at, pastBreaker: false });
  if (step) return { kind: 'claimed', step, probe: false };
  const head = await findStepHead(ctx.db, request.id);
  if (head?.status !== 'queued' || head.nudge !== request.nudge) return { kind: 'lost' };
  const key = breakerKey(head.kind, head.venue);
  const breaker = await findBreaker(ctx.db, key);
  if (!breaker || breaker.state === 'closed') return { kind: 'lost' };
  if (!mayOpen(head.kind) || (await takeProbe(ctx.db, key, request.id))) {
    const probe = await takeStep(ctx.db, { ...request, at, pastBreaker: true });
    return probe ? { kind: 'claimed', step: probe, probe: true } : { kind: 'lost' };
  }
  return deferTo(ctx, request, breaker.openedUntil);
}

async function deferTo(ctx: LoopContext, request: ClaimRequest, openedUntil: Date | null): Promise<Claim> {
  const moreMs = ctx.dice.roll('breaker.jitter', `${request.id}-${request.nudge}`) * JITTER_MS;
  const retryAt = await deferStep(ctx.db, request, { leastMs: PROBE_WAIT_MS, moreMs, openedUntil });
  return retryAt === null ? { kind: 'lost' } : { kind: 'refused', retryAt };
}
