import type { Budgeted, Portion } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { promoteInsights as promoteProven } from '@atc/core/loop/memories';
import { evolveVoices } from '../voice/index.ts';

/** The heartbeat's third operation: proven memories are kept for good, and voices follow what is remembered. */
export async function promoteInsights(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const { cursor, result } = await promoteProven(ctx, beat);
  const voices = await evolveVoices(ctx, beat);
  return { cursor: beat.signal.aborted ? 'more' : cursor, result: { ...result, voices } };
}
