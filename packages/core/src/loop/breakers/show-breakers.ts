import type { LoopContext } from '../context.ts';
import { type StepKind, stepKinds } from '../kinds/index.ts';
import { mayOpen } from './breaker.ts';
import { type BreakerRow, listBreakers } from './store.ts';

/** A queue is not paused for less than this: its probe must not come late. */
const WORTH_SHOWING_MS = 2500;

/**
 * Shows open breakers as paused queues, for people who look at Bull Board. The claim decides, not the pause: one that
 * is lost with its queue store is put back by the next sweep, one that stands too long ends with it.
 */
export async function showBreakers(ctx: Pick<LoopContext, 'db' | 'queues' | 'clock'>): Promise<void> {
  const byKind = Map.groupBy(await listBreakers(ctx.db), ({ stepKind }) => stepKind);
  const now = ctx.clock.machineNow();
  for (const kind of stepKinds.filter(mayOpen)) {
    const rows = byKind.get(kind);
    if (rows) await ctx.queues.showPaused(kind, isPaused(kind, rows, now));
  }
}

/** A kind stands still when its breakers at every venue where it ever failed are open for a while. */
export function isPaused(
  kind: StepKind,
  rows: readonly Pick<BreakerRow, 'state' | 'openedUntil'>[],
  now: Date,
): boolean {
  const standsStill = ({ state, openedUntil }: Pick<BreakerRow, 'state' | 'openedUntil'>) =>
    state === 'open' && openedUntil !== null && openedUntil.getTime() - now.getTime() > WORTH_SHOWING_MS;
  return mayOpen(kind) && rows.length > 0 && rows.every(standsStill);
}
