import { inTransaction } from '../../../kernel/db/index.ts';
import { errorText } from '../../../kernel/errors/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import { listAccounts, type VenueAccount } from '../../accounts/index.ts';
import type { DeskContext } from '../../context.ts';
import { freezeAccount, freezeInstrument, liftFreezes } from '../../protections/index.ts';
import type { AccountStatement, Broker } from '../../venue/index.ts';
import { reconcileOrder } from '../call/reconcile-orders.ts';
import { inTime } from '../call/send-order.ts';
import { takeLeftStops } from '../stops/keep-stops.ts';
import { listRestingStops } from '../stops/store.ts';
import { withdrawOrphans } from '../stops/withdraw-orphans.ts';
import { withdrawUncovered } from '../stops/withdraw-uncovered.ts';
import { bookExpired } from './book-expired.ts';
import { listOurHoldings, type OurHolding, readDbTime, readOurAccount } from './books-store.ts';
import { differencesOf, type Holding, type HoldingDifference } from './holdings.ts';
import { judgeStatement } from './statement.ts';

export interface HoldingsReconciled {
  readonly accounts: number;
  readonly differences: readonly HoldingDifference[];
}

/**
 * Compares every account's positions with what its venue holds, and its open orders and cash with what the venue says
 * of them. An instrument of which they differ is frozen, so that nothing more of it is bought until they agree again;
 * open orders that are not ours, or cash that differs, freeze all purchases. Exits stay open. Instruments with an order
 * under way are left out. At a start nothing at all is bought before the venue has answered.
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

async function compare(ctx: DeskContext, account: VenueAccount): Promise<readonly HoldingDifference[]> {
  const since = await readDbTime(ctx.db);
  const broker = ctx.brokers.of(account);
  const [venue, said] = await inTime((signal) =>
    Promise.all([broker.holdings(account.id, signal), broker.statement(account.id, signal)]),
  );
  const wrong = await compareAccount(ctx, account, { said, since });
  if (wrong !== null) await withdrawOrphans(ctx, account, said.openOrders);
  const { differences, moving } = await compareHoldings(ctx, account, { venue, since });
  await inTransaction(ctx.db, async (tx) => {
    const differing = new Set([...differences.map(({ instrumentId }) => instrumentId), ...moving]);
    const keep = [...differing, ...(wrong === null ? [] : ['company'])];
    await liftFreezes(tx, { accountId: account.id, keep, at: ctx.clock.now(), by: 'reconciliation' });
    if (wrong !== null) await freezeAccount(ctx, tx, freezeAll(account, wrong));
    for (const difference of differences) await freezeInstrument(ctx, tx, freezeOf(account.id, difference));
  });
  const missing = differences.filter(({ ours, venue }) => venue.lt(ours));
  await withdrawUncovered(
    ctx,
    account.id,
    missing.map(({ instrumentId }) => instrumentId),
  );
  return differences;
}

interface Held {
  readonly venue: readonly Holding[];
  readonly since: Date;
}

/**
 * Instruments that differ, and those that move. Where one differs, a stop at the venue may have sold it, also one that
 * its purchase left and that nobody here has seen: they are asked about first.
 */
async function compareHoldings(ctx: DeskContext, account: VenueAccount, { venue, since }: Held) {
  const { id } = account;
  const first = unlike(await listOurHoldings(ctx.db, id, since), venue);
  if (first.differences.length === 0) return first;
  await takeLeftStops(ctx, account);
  const ids = first.differences.map(({ instrumentId }) => instrumentId);
  for (const stop of await listRestingStops(ctx.db, id, ids)) await reconcileOrder(ctx, stop);
  const second = unlike(await listOurHoldings(ctx.db, id, since), venue);
  if (!(await bookExpired(ctx, id, second.differences))) return second;
  return unlike(await listOurHoldings(ctx.db, id, since), venue);
}

function unlike(ours: readonly OurHolding[], venue: readonly Holding[]) {
  const moving = new Set(ours.filter((holding) => holding.moving).map((holding) => holding.instrumentId));
  const differences = differencesOf(ours, venue).filter(({ instrumentId }) => !moving.has(instrumentId));
  return { differences, moving };
}

interface Said {
  readonly said: AccountStatement;
  readonly since: Date;
}

/** What was doubted of an account at the last look, by the broker that said it. */
const doubts = new WeakMap<Broker, Map<string, string>>();

/** Why nothing may be bought on an account; null when books and venue agree, or may yet. */
async function compareAccount(ctx: DeskContext, account: VenueAccount, { said, since }: Said): Promise<string | null> {
  const open = said.openOrders ?? [];
  const named = open.flatMap(({ clientOrderId }) => clientOrderId ?? []);
  const purchases = open.flatMap(({ purchaseId }) => purchaseId ?? []);
  const books = await readOurAccount(ctx.db, account.id, { since, named, purchases });
  if (!books) return 'the account is not in our books';
  const broker = ctx.brokers.of(account);
  const known = doubts.get(broker) ?? new Map<string, string>();
  doubts.set(broker, known);
  const finding = judgeStatement(said, books, known.get(account.id) ?? null);
  if (finding.kind === 'agrees') known.delete(account.id);
  else known.set(account.id, finding.reason);
  return finding.kind === 'freeze' ? finding.reason : null;
}

const freezeAll = ({ id: accountId, venue }: VenueAccount, reason: string) => ({ accountId, venue, reason });

async function holdBack(ctx: DeskContext, { id: accountId, venue }: VenueAccount): Promise<void> {
  const reason = `${venue} does not say what it holds`;
  await inTransaction(ctx.db, (tx) => freezeAccount(ctx, tx, { accountId, venue, reason }));
}

function freezeOf(accountId: string, { instrumentId, ours, venue }: HoldingDifference) {
  return {
    instrumentId,
    reason: `our books hold ${plain(ours)}, the venue holds ${plain(venue)}`,
    details: { accountId, ours: plain(ours), venue: plain(venue) },
  };
}
