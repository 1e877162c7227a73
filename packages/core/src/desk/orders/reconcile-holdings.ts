import { announceEvents } from '../../company/events/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { plain } from '../../kernel/money/index.ts';
import type { DeskContext } from '../context.ts';
import { freezeAccount, freezeInstrument, liftFreezes } from '../protections/index.ts';
import { differencesOf, type HoldingDifference } from './recovery.ts';
import { inTime } from './send-order.ts';
import { listAccounts, listOurHoldings, readDbTime } from './store.ts';

export interface HoldingsReconciled {
  readonly accounts: number;
  readonly differences: readonly HoldingDifference[];
}

/**
 * Compares every account's positions with what its venue holds. An instrument of which they differ is frozen, so that
 * nothing more of it is bought until they agree again; exits stay open. Instruments with an order under way are left out.
 * At a start nothing at all is bought before the venue has answered.
 */
export async function reconcileHoldings(
  ctx: DeskContext,
  { atStart = false }: { readonly atStart?: boolean } = {},
): Promise<HoldingsReconciled> {
  const accounts = await listAccounts(ctx.db);
  const differences: HoldingDifference[] = [];
  for (const account of accounts) {
    try {
      differences.push(...(await compare(ctx, account)));
    } catch (error) {
      ctx.log.warn({ account: account.name, error: errorText(error) }, 'the venue could not be asked what it holds');
      if (atStart) await holdBack(ctx, account);
    }
  }
  return { accounts: accounts.length, differences };
}

interface Compared {
  readonly id: string;
  readonly venue: string;
}

async function compare(ctx: DeskContext, account: Compared): Promise<readonly HoldingDifference[]> {
  const since = await readDbTime(ctx.db);
  const venue = await inTime((signal) => ctx.brokers.of(account).holdings(account.id, signal));
  const ours = await listOurHoldings(ctx.db, account.id, since);
  const moving = new Set(ours.filter((holding) => holding.moving).map((holding) => holding.instrumentId));
  const differences = differencesOf(ours, venue).filter(({ instrumentId }) => !moving.has(instrumentId));
  const events = await inTransaction(ctx.db, async (tx) => {
    const differing = new Set([...differences.map(({ instrumentId }) => instrumentId), ...moving]);
    await liftFreezes(tx, { accountId: account.id, keep: [...differing], at: ctx.clock.now(), by: 'reconciliation' });
    const written = [];
    for (const difference of differences)
      written.push(...(await freezeInstrument(ctx, tx, freezeOf(account.id, difference))));
    return written;
  });
  await announceEvents(ctx, events);
  return differences;
}

async function holdBack(ctx: DeskContext, { id: accountId, venue }: Compared): Promise<void> {
  const reason = `${venue} does not say what it holds`;
  await announceEvents(ctx, await inTransaction(ctx.db, (tx) => freezeAccount(ctx, tx, { accountId, venue, reason })));
}

function freezeOf(accountId: string, { instrumentId, ours, venue }: HoldingDifference) {
  return {
    instrumentId,
    reason: `our books hold ${plain(ours)}, the venue holds ${plain(venue)}`,
    details: { accountId, ours: plain(ours), venue: plain(venue) },
  };
}
