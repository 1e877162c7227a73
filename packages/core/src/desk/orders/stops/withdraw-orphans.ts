import { errorText } from '../../../kernel/errors/index.ts';
import type { VenueAccount } from '../../accounts/index.ts';
import type { DeskContext } from '../../context.ts';
import { mayOrder, readTradingState } from '../../protections/index.ts';
import type { AccountStatement } from '../../venue/index.ts';
import { inTime } from '../call/send-order.ts';
import { listOrphans } from './store.ts';

/**
 * Takes back the stops that purchases left at their venue and that came to light too late: when nothing was held for
 * them any more, or when they had been given up. One that is reached would sell what nobody has.
 */
export async function withdrawOrphans(
  ctx: DeskContext,
  account: VenueAccount,
  openOrders: AccountStatement['openOrders'],
): Promise<void> {
  const left = (openOrders ?? []).flatMap(({ clientOrderId: id, purchaseId: purchase }) =>
    id && purchase ? [{ id, purchase }] : [],
  );
  const orphans = left.length > 0 ? await listOrphans(ctx.db, account.id, left) : [];
  for (const id of orphans) {
    try {
      await withdraw(ctx, account, id);
    } catch (error) {
      ctx.log.warn(
        { clientOrderId: id, error: errorText(error) },
        'a stop that should not work could not be taken back',
      );
    }
  }
}

async function withdraw(ctx: DeskContext, account: VenueAccount, clientOrderId: string): Promise<void> {
  await ctx.fence.shared(async () => {
    const { state } = await readTradingState(ctx.db);
    if (!mayOrder(state, 'exit')) return;
    const answer = await inTime((signal) => ctx.brokers.of(account).takeBack(clientOrderId, signal));
    ctx.log.warn({ clientOrderId, answer }, 'a stop works at the venue that should not any more, and is taken back');
  });
}
