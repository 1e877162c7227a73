import { errorText } from '../../kernel/errors/index.ts';
import type { LoopContext } from '../context.ts';
import { sweepProposals } from '../proposals/index.ts';
import { adoptSignals } from '../signals/index.ts';
import { QUIET_MS, sweepSteps } from '../steps/index.ts';
import { sweepDeliveries } from '../triggers/index.ts';

type Chore = (ctx: LoopContext) => Promise<unknown>;

const chores = {
  steps: (ctx) => sweepSteps(ctx),
  deliveries: (ctx) => sweepDeliveries(ctx, QUIET_MS),
  proposals: sweepProposals,
  signals: adoptSignals,
} as const satisfies Record<string, Chore>;

/** The recovery that runs every two seconds: each chore is isolated, one that fails does not keep the others from running. */
export async function sweepLoop(ctx: LoopContext): Promise<void> {
  for (const [name, chore] of Object.entries(chores)) {
    try {
      await chore(ctx);
    } catch (error) {
      ctx.log.error({ chore: name, error: errorText(error) }, 'a chore of the sweep failed');
    }
  }
}
