import { emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { remember } from '../memories/index.ts';
import { nameOf } from './judgement.ts';
import { memoryOfDemotion } from './memories.ts';
import { holdPaused, holdPromoted, type StoredStrategy, turnStrategy } from './store.ts';

const HALF = 0.5;

/** Why a strategy is to be demoted. */
export interface Demotion {
  readonly by: string;
  readonly reason: string;
  readonly figures: Readonly<Record<string, number | null>>;
}

/**
 * Demotes a strategy in the transaction of what found it wanting: to half of its size first, the second time for good.
 * ATLAS remembers why. Returns the share of its size that it trades from now on.
 */
export async function demoteStrategy(
  ctx: Pick<KernelContext, 'clock'>,
  tx: Tx,
  { strategy, ...demotion }: Demotion & { readonly strategy: StoredStrategy },
): Promise<number> {
  const share = strategy.share > HALF ? HALF : 0;
  await lower(ctx, tx, { strategy, share, ...demotion });
  return share;
}

/** Gives the version of a strategy up that may buy or is held back, at somebody's word; false when there is none. */
export async function retireStrategy(
  ctx: Pick<KernelContext, 'db' | 'clock'>,
  { name, by, reason }: { readonly name: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const strategy = (await holdPromoted(tx, name)) ?? (await holdPaused(tx, name));
    if (!strategy) return false;
    await lower(ctx, tx, { strategy, share: 0, by, reason, figures: {} });
    return true;
  });
}

interface Lowered extends Demotion {
  readonly strategy: StoredStrategy;
  readonly share: number;
}

async function lower(ctx: Pick<KernelContext, 'clock'>, tx: Tx, lowered: Lowered): Promise<void> {
  const { strategy, share, by, reason, figures } = lowered;
  const { id, name, version, runId } = strategy;
  const state = share > 0 ? strategy.state : 'retired';
  await turnStrategy(tx, { id, state, share: share > 0 ? share : strategy.share, reason, at: ctx.clock.now() });
  await remember(ctx, tx, memoryOfDemotion({ name, version, runId: runId ?? '', share, reason, figures }));
  await emitEvent(ctx, tx, {
    kind: 'strategy.demoted',
    title: `${nameOf(strategy)} ${share > 0 ? 'trades half of its size' : 'is given up'}`,
    summary: reason,
    moreTags: [share > 0 ? 'halved' : 'retired'],
    fields: { strategy: name, version, state, share, by, reason },
  });
}
