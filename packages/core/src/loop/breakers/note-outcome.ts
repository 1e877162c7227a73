import { emitEvent } from '../../company/events/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import type { LoopContext } from '../context.ts';
import type { StepKind } from '../kinds/index.ts';
import { BREAKER_THRESHOLD, breakerKey, coolDownMs, mayOpen } from './breaker.ts';
import { closeBreaker, countFailure, findBreaker, openBreaker } from './store.ts';

export interface Guarded {
  readonly kind: StepKind;
  readonly venue: string;
}

/**
 * Counts a technical failure; the third in a row, or a failed probe, opens the breaker or raises the alarm of a kind
 * that never stops.
 */
export async function noteFailure(
  ctx: LoopContext,
  tx: Tx,
  { kind, venue, error }: Guarded & { readonly error: string },
): Promise<void> {
  const key = breakerKey(kind, venue);
  const counted = await countFailure(tx, { key, stepKind: kind, venue, error });
  if (!mayOpen(kind)) {
    if (counted.failures % BREAKER_THRESHOLD === 0) await alarm(ctx, tx, { key, failures: counted.failures, error });
    return;
  }
  if (counted.state === 'closed' && counted.failures < BREAKER_THRESHOLD) return;
  const until = await openBreaker(tx, key, coolDownMs(counted.openedCount + 1));
  if (!until) return;
  await emitEvent(ctx, tx, {
    kind: 'breaker.opened',
    title: `OBSERVER stopped ${key}: ${counted.failures} failures in a row`,
    summary: `No ${kind} step is claimed until a probe succeeds after ${until.toISOString()}. Last error: ${error}`,
    fields: { key, error, until: until.toISOString() },
  });
}

interface Alarm {
  readonly key: string;
  readonly failures: number;
  readonly error: string;
}

async function alarm(ctx: LoopContext, tx: Tx, { key, failures, error }: Alarm): Promise<void> {
  await emitEvent(ctx, tx, {
    kind: 'breaker.opened',
    title: `OBSERVER raises an alarm: ${key} failed ${failures} times and goes on trying`,
    summary: `Steps that lower risk are never stopped; they back off for at most 5 s. Last error: ${error}`,
    fields: { key, error, until: null },
  });
}

/** A success, or a refusal by the business, ends a row of failures and closes the breaker. */
export async function noteSuccess(ctx: LoopContext, tx: Tx, { kind, venue }: Guarded): Promise<void> {
  const key = breakerKey(kind, venue);
  const was = await closeBreaker(tx, key);
  if (was === null || was === 'closed') return;
  await emitEvent(ctx, tx, {
    kind: 'breaker.closed',
    title: `OBSERVER lets ${key} run again`,
    summary: 'The probe succeeded.',
    fields: { key, by: 'probe' },
  });
}

export type BreakerReset = { readonly outcome: 'reset'; readonly was: string } | { readonly outcome: 'not_found' };

/** An operator closes a breaker at once; a breaker that never counted a failure is not found. */
export async function resetBreaker(
  ctx: LoopContext,
  tx: Tx,
  { key, by }: { readonly key: string; readonly by: string },
): Promise<BreakerReset> {
  const row = await findBreaker(tx, key);
  if (!row) return { outcome: 'not_found' };
  const was = (await closeBreaker(tx, key)) ?? row.state;
  await emitEvent(ctx, tx, {
    kind: 'breaker.closed',
    title: `${by} reset the breaker ${key}`,
    summary: `It was ${was} after ${row.failures} failures.`,
    fields: { key, by },
  });
  return { outcome: 'reset', was };
}
