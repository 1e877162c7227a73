import { emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayShare } from '../../kernel/figures/index.ts';
import { admitMemory } from './admission.ts';
import type { MemoryDraft } from './memory.ts';
import { evictOverCap, insertMemory, supersede } from './store.ts';

/**
 * Stores a memory, once, in the transaction of what taught it; an older one about the same gives way, the weakest
 * beyond 200 are put aside. Returns its id, null when it was refused or is known already.
 */
export async function remember(ctx: Pick<KernelContext, 'clock'>, tx: Tx, draft: MemoryDraft): Promise<string | null> {
  const admitted = admitMemory(draft);
  if ('refused' in admitted) return null;
  const { memory } = admitted;
  const at = ctx.clock.now();
  const id = await insertMemory(tx, memory, at);
  if (!id) return null;
  // Other memories of the agent wait for this one: what is left to write is sent together, in this order.
  const settling = [
    ...(memory.subject === null ? [] : [supersede(tx, id, memory)]),
    evictOverCap(tx, memory.agentId, at),
  ];
  const telling = emitEvent(ctx, tx, {
    agentId: memory.agentId,
    kind: 'memory.stored',
    title: `${memory.agentId.toUpperCase()} remembers: ${memory.content}`,
    summary: `A ${memory.type}, ${sayShare(memory.confidence, 0)} sure, from ${memory.sourceTraceId}.`,
    moreTags: [memory.type],
    fields: {
      memoryId: id,
      type: memory.type,
      confidence: memory.confidence,
      subject: memory.subject,
      trust: memory.trust,
    },
  });
  await Promise.all([telling, ...settling]);
  return id;
}
