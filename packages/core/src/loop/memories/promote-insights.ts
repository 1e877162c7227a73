import { type EventDraft, emitEvent } from '../../company/events/index.ts';
import type { Budgeted, Portion } from '../../company/runs/index.ts';
import { sayShare } from '../../kernel/figures/index.ts';
import type { LoopContext } from '../context.ts';
import type { Recalled } from './memory.ts';
import { promoteProven } from './store.ts';

const BATCH = 20;

/** The heartbeat's third operation: memories that helped often enough are kept for good, and told. */
export async function promoteInsights(ctx: LoopContext, beat: Budgeted): Promise<Portion> {
  let promoted = 0;
  while (!beat.signal.aborted) {
    const kept = await beat.write(async (tx) => {
      const memories = await promoteProven(tx, { at: ctx.clock.now(), limit: BATCH });
      for (const memory of memories) await emitEvent(ctx, tx, tellingOf(memory));
      return memories.length;
    });
    promoted += kept;
    if (kept < BATCH) return { cursor: null, result: { promoted } };
  }
  return { cursor: 'more', result: { promoted } };
}

const tellingOf = ({ id, agentId, type, content, confidence }: Recalled): EventDraft<'memory.promoted'> => ({
  agentId,
  kind: 'memory.promoted',
  title: `${agentId.toUpperCase()} keeps for good: ${content}`,
  summary: `It helped often enough: ${sayShare(confidence, 0)} sure.`,
  moreTags: [type],
  fields: { memoryId: id, type, confidence },
});
