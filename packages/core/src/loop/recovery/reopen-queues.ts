import { emitEvent } from '../../company/events/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import type { Restraint } from '../../kernel/queues/index.ts';
import type { LoopContext } from '../context.ts';
import { protectiveQueues, type QueueName } from '../kinds/index.ts';

/**
 * Takes away pauses and limits that somebody laid on a queue that protects what is held, and tells it; returns how many
 * queues were held back.
 */
export async function reopenQueues(ctx: LoopContext): Promise<number> {
  const found = await Promise.all(
    protectiveQueues.map(async (queue) => [queue, await ctx.queues.keepOpen(queue)] as const),
  );
  const held = found.filter(([, restraints]) => restraints.length > 0);
  for (const [queue, restraints] of held) await tell(ctx, queue, restraints);
  return held.length;
}

async function tell(ctx: LoopContext, queue: QueueName, restraints: readonly Restraint[]): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    emitEvent(ctx, tx, {
      kind: 'queue.reopened',
      title: `OBSERVER took ${restraints.join(' and ')} off the queue ${queue}`,
      summary: 'Somebody laid it on a queue that protects what is held. To stop trading set the trading state instead.',
      fields: { queue, restraints },
    }),
  );
}
