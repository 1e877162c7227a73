import { followDrawdown } from '../../desk/protections/index.ts';
import type { TellTrouble } from '../../kernel/log/index.ts';
import { showBreakers } from '../breakers/index.ts';
import type { LoopContext } from '../context.ts';
import { sweepDeliveries } from '../deliveries/index.ts';
import { sweepProposals } from '../proposals/index.ts';
import { sweepReactions } from '../reactions/index.ts';
import { reopenQueues } from '../recovery/index.ts';
import { adoptSignals } from '../signals/index.ts';
import { QUIET_MS, sweepSteps } from '../steps/index.ts';
import { mendClock } from './mend-clock.ts';

type Chore = (ctx: LoopContext, quietMs: number) => Promise<unknown>;

const chores = {
  clock: mendClock,
  steps: sweepSteps,
  deliveries: sweepDeliveries,
  reactions: sweepReactions,
  proposals: sweepProposals,
  signals: adoptSignals,
  // Where company time waits for the watch, that alone follows it: at the same instant each time.
  drawdown: async (ctx) => (ctx.queues.dispatcher ? undefined : followDrawdown(ctx)),
  breakers: showBreakers,
  queues: reopenQueues,
} as const satisfies Record<string, Chore>;

export interface SweepOptions {
  /** Rows that nobody was told of for so long get a job again. */
  readonly quietMs?: number;
  /** Told of a chore that failed. */
  readonly tell: TellTrouble;
}

/** The recovery that runs every two seconds. Each chore is isolated: one that fails keeps no other from running. */
export async function sweepLoop(ctx: LoopContext, { quietMs = QUIET_MS, tell }: SweepOptions): Promise<void> {
  for (const [name, chore] of Object.entries(chores)) {
    try {
      await chore(ctx, quietMs);
    } catch (error) {
      tell(error, 'a chore of the sweep failed', { chore: name });
    }
  }
}
