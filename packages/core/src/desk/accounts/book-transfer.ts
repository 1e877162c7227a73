import { emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import { idOfKey, inTransaction } from '../../kernel/db/index.ts';
import { sayUsd } from '../../kernel/figures/index.ts';
import { type Decimal, plain } from '../../kernel/money/index.ts';
import { findTransfer, insertTransfer, type TransferredTo } from './store.ts';

export interface Transfer {
  /** The same key is the same transfer, however often it is booked. */
  readonly key: string;
  /** Paid in; below zero: taken out. USD, not zero. */
  readonly amountUsd: Decimal;
  readonly note: string;
  readonly by: string;
}

export type TransferBooked =
  | ({ readonly kind: 'booked' } & TransferredTo)
  | { readonly kind: 'too_little_cash' }
  /** The key stands for a transfer of another amount or note. */
  | { readonly kind: 'another' };

/**
 * Books money that was paid into the account, or taken out, so that our books go on agreeing with the venue's. Refuses
 * to take out more than there is. What was booked before is told again and not booked again.
 */
export async function bookTransfer(
  ctx: KernelContext,
  { key, amountUsd, note, by }: Transfer,
): Promise<TransferBooked> {
  const id = idOfKey(`transfer|${key}`);
  const written = await inTransaction(ctx.db, async (tx) => {
    const booked = await insertTransfer(tx, { id, amountUsd, note, at: ctx.clock.now() });
    if (!booked) return null;
    await emitEvent(ctx, tx, {
      kind: 'transfer.booked',
      title: `${by} ${amountUsd.gt(0) ? 'paid in' : 'took out'} ${sayUsd(amountUsd.abs())}`,
      summary: `The account has ${sayUsd(booked.cashUsd)} of cash now. ${note}`,
      fields: { amountUsd: plain(amountUsd), cashUsd: plain(booked.cashUsd), by, note },
    });
    return booked;
  });
  if (written) return { kind: 'booked', ...written };
  const before = await findTransfer(ctx.db, id);
  if (!before) return { kind: 'too_little_cash' };
  if (!before.amountUsd.eq(amountUsd) || before.note !== note) return { kind: 'another' };
  return { kind: 'booked', accountId: before.accountId, cashUsd: before.cashUsd };
}
