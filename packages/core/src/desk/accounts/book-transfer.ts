import { announceEvents, emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { type Decimal, plain } from '../../kernel/money/index.ts';
import { insertTransfer, type TransferredTo } from './store.ts';

export interface Transfer {
  /** Paid in; below zero: taken out. USD, not zero. */
  readonly amountUsd: Decimal;
  readonly note: string;
  readonly by: string;
}

/** Books money that was paid into the account, or taken out, so that our books go on agreeing with the venue's; null when more would leave than there is. */
export async function bookTransfer(
  ctx: KernelContext,
  { amountUsd, note, by }: Transfer,
): Promise<TransferredTo | null> {
  const written = await inTransaction(ctx.db, async (tx) => {
    const booked = await insertTransfer(tx, { amountUsd, note, at: ctx.clock.now() });
    if (!booked) return null;
    const event = await emitEvent(ctx, tx, {
      agentId: 'observer',
      kind: 'transfer.booked',
      title: `${by} ${amountUsd.gt(0) ? 'paid in' : 'took out'} ${amountUsd.abs().toFixed(2)} USD`,
      summary: `The account has ${booked.cashUsd.toFixed(2)} USD of cash now. ${note}`,
      tags: ['transfer', 'booked'],
      fields: { amountUsd: plain(amountUsd), cashUsd: plain(booked.cashUsd), by, note },
    });
    return { booked, event };
  });
  if (!written) return null;
  await announceEvents(ctx, [written.event]);
  return written.booked;
}
