import { type BaseDb, type Db, newId } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { SeenSwap } from './crowd.ts';

/** The newest transaction of a wallet that was looked at; null before the first. */
export async function findCursor(db: BaseDb, address: string): Promise<string | null> {
  const row = await db.watchedWallet.findUnique({ where: { address }, select: { lastSignature: true } });
  return row?.lastSignature ?? null;
}

/** Moves a wallet's cursor. */
export async function saveCursor(db: Db, address: string, lastSignature: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_watched_wallets (address, last_signature, checked_at)
      VALUES (${address}, ${lastSignature}, clock_timestamp())
    ON CONFLICT (address) DO UPDATE SET last_signature = excluded.last_signature, checked_at = excluded.checked_at`;
}

export interface NewSwap extends Omit<SeenSwap, 'usd'> {
  readonly units: bigint;
  readonly usd: Decimal;
  readonly swappedAt: Date;
}

/** Stores a swap once. */
export async function insertSwap(db: Db, swap: NewSwap): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_wallet_swaps (id, wallet, signature, contract, side, units, usd, swapped_at)
    VALUES (${newId()}::uuid, ${swap.wallet}, ${swap.signature}, ${swap.contract}, ${swap.side}::"OrderSide",
            ${swap.units.toString()}::numeric,
            ${swap.usd}::numeric, ${swap.swappedAt}) ON CONFLICT DO NOTHING`;
}

interface Wanted {
  readonly wallets: readonly string[];
  readonly since: Date;
}

/** What these wallets swapped since an instant, oldest first. */
export async function listSwaps(db: BaseDb, { wallets, since }: Wanted): Promise<readonly SeenSwap[]> {
  const rows = await db.walletSwap.findMany({
    where: { wallet: { in: [...wallets] }, swappedAt: { gte: since } },
    orderBy: [{ swappedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ wallet, signature, contract, side, usd }) => ({
    wallet,
    signature,
    contract,
    side,
    usd: usd.toNumber(),
  }));
}

/** Whether a signal with this natural key was recorded. */
export async function wasSignalled(db: BaseDb, dedupeKey: string): Promise<boolean> {
  return (await db.signal.findUnique({ where: { dedupeKey }, select: { id: true } })) !== null;
}
