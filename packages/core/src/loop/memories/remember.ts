import { emitEvent, type WrittenEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { admitMemory } from './admission.ts';
import type { MemoryDraft } from './memory.ts';
import { evictOverCap, insertMemory, supersede } from './store.ts';

export interface Remembered {
  /** Null: it was refused, or known already. */
  readonly id: string | null;
  readonly events: readonly WrittenEvent[];
}

const NOTHING: Remembered = { id: null, events: [] };

/** Stores a memory, once, in the transaction of what taught it; an older one about the same gives way, the weakest beyond 200 are put aside. */
export async function remember(ctx: Pick<KernelContext, 'clock'>, tx: Tx, draft: MemoryDraft): Promise<Remembered> {
  const admitted = admitMemory(draft);
  if ('refused' in admitted) return NOTHING;
  const { memory } = admitted;
  const at = ctx.clock.now();
  const id = await insertMemory(tx, memory, at);
  if (!id) return NOTHING;
  if (memory.subject !== null) await supersede(tx, id, memory);
  await evictOverCap(tx, memory.agentId, at);
  const event = await emitEvent(ctx, tx, {
    agentId: memory.agentId,
    kind: 'memory.stored',
    title: `${memory.agentId.toUpperCase()} remembers: ${memory.content}`,
    summary: `A ${memory.type}, ${(memory.confidence * 100).toFixed(0)} % sure, from ${memory.sourceTraceId}.`,
    tags: ['memory', memory.type],
    fields: {
      memoryId: id,
      type: memory.type,
      confidence: memory.confidence,
      subject: memory.subject,
      trust: memory.trust,
    },
  });
  return { id, events: [event] };
}
