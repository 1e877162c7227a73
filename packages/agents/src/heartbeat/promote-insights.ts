import type { Budgeted, Portion } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { promoteInsights as promoteProven } from '@atc/core/loop/memories';
import { settleIdeas } from '../initiative/index.ts';
import { evolveVoices } from '../voice/index.ts';

/**
 * The heartbeat's third operation: ideas whose time is over are settled, which counts for or against memories, proven
 * memories are kept for good, and voices follow what is remembered.
 */
export async function promoteInsights(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  const ideas = await settleIdeas(ctx, beat);
  const { cursor, result } = await promoteProven(ctx, beat);
  const voices = await evolveVoices(ctx, beat);
  return { cursor: beat.signal.aborted ? 'more' : cursor, result: { ...result, voices, ideas } };
}
