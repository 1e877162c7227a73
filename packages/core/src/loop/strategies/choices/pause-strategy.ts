import { emitEvent } from '../../../company/events/index.ts';
import type { KernelContext } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/db/index.ts';
import { nameOf } from '../judgement.ts';
import { wakeLooks } from '../play/index.ts';
import { holdPaused, holdPromoted, turnStrategy } from '../store.ts';

type Writing = Pick<KernelContext, 'clock'>;

/** Which strategy is held back or let go on, at whose word and why. */
export interface Word {
  readonly name: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Holds a promoted strategy back, in the transaction of what asks for it: it buys nothing until it is resumed, and what
 * it holds is sold by its rules. False where none of that name is promoted.
 */
export async function pauseStrategy(ctx: Writing, tx: Tx, { name, by, reason }: Word): Promise<boolean> {
  const strategy = await holdPromoted(tx, name);
  if (!strategy) return false;
  await turnStrategy(tx, { ...strategy, state: 'paused', reason, at: ctx.clock.now() });
  await emitEvent(ctx, tx, {
    kind: 'strategy.paused',
    title: `${nameOf(strategy)} is held back`,
    summary: reason,
    fields: { strategy: name, version: strategy.version, by, reason },
  });
  return true;
}

/**
 * Lets a strategy that was held back go on, on probation: it proves itself anew. False where none of that name is held
 * back, or another version of it has taken its place.
 */
export async function resumeStrategy(
  ctx: Pick<KernelContext, 'db' | 'clock'>,
  { name, by, reason }: Word,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const strategy = await holdPaused(tx, name);
    if (!strategy || (await holdPromoted(tx, name))) return false;
    const at = ctx.clock.now();
    await turnStrategy(tx, { ...strategy, state: 'probation', reason, at });
    await wakeLooks(tx, at);
    await emitEvent(ctx, tx, {
      kind: 'strategy.resumed',
      title: `${nameOf(strategy)} goes on, on probation`,
      summary: reason,
      fields: { strategy: name, version: strategy.version, state: 'probation', by, reason },
    });
    return true;
  });
}
