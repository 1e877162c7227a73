import type { WorldClock } from '../../kernel/world/index.ts';
import type { LoopContext } from '../context.ts';
import { type Lag, type WatchState, watchState } from './lag.ts';
import { readHeld } from './store.ts';

export interface WatchLook extends Lag {
  readonly state: WatchState;
  /** What is held, with its stop, for people. */
  readonly said: string;
}

/** Looks how far behind the watch is. */
export type LookAtWatch = () => Promise<WatchLook>;

type LookContext = Pick<LoopContext, 'db' | 'market'> & { readonly clock: WorldClock };

/** Real prices move on also while company time stands, because nobody can write it down. */
function nowOf({ clock, market }: LookContext): Date {
  const [now, machineNow] = [clock.now(), clock.machineNow()];
  return market.feed && machineNow > now ? machineNow : now;
}

/**
 * Opens a look at the watch of this process. How long bars wait is measured with its own monotonic clock since it first
 * saw them closed and not looked at, so that no jump of a machine's clock and no time that the company was down counts.
 */
export function openWatchLook(ctx: LookContext): LookAtWatch {
  let stands: { readonly at: number; readonly sinceMs: number } | null = null;
  return async () => {
    const held = await readHeld(ctx.db);
    const due = held.since && ctx.market.nextBarCloseAfter(held.since);
    const nowMs = ctx.clock.monotonicMs();
    if (!held.since || !due || due > nowOf(ctx)) stands = null;
    else if (stands?.at !== held.since.getTime()) stands = { at: held.since.getTime(), sinceMs: nowMs };
    const unwatchedMs = stands ? nowMs - stands.sinceMs : 0;
    const lag: Lag = { held: held.count, unwatchedMs, waitingMs: held.waitingMs };
    return { ...lag, state: watchState(lag), said: held.said };
  };
}
