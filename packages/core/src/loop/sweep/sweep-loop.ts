import { followDrawdown } from '../../desk/protections/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { showBreakers } from '../breakers/index.ts';
import type { LoopContext } from '../context.ts';
import { sweepDeliveries } from '../deliveries/index.ts';
import { sweepProposals } from '../proposals/index.ts';
import { sweepReactions } from '../reactions/index.ts';
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
  drawdown: followDrawdown,
  breakers: showBreakers,
} as const satisfies Record<string, Chore>;

/** The recovery that runs every two seconds: rows that nobody was told of for `quietMs` get a job again. Each chore is isolated, one that fails does not keep the others from running. */
export async function sweepLoop(ctx: LoopContext, quietMs: number = QUIET_MS): Promise<void> {
  for (const [name, chore] of Object.entries(chores)) {
    try {
      await chore(ctx, quietMs);
    } catch (error) {
      ctx.log.error({ chore: name, error: errorText(error) }, 'a chore of the sweep failed');
    }
  }
}
