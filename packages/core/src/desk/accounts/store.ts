import { type BaseDb, type Db, newId, type Rows } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { PAPER_PLACE, type TradingPlace } from '../instruments/index.ts';

export type Account = Rows.Account;

/** One account, or null. */
export async function findAccount(db: BaseDb, id: string): Promise<Account | null> {
  return db.account.findUnique({ where: { id } });
}

/** The account of a place, or null before the first start. */
export async function accountOf(
  db: BaseDb,
  { venue, assetClass }: TradingPlace = PAPER_PLACE,
): Promise<Account | null> {
  return db.account.findUnique({ where: { venue_assetClass: { venue, assetClass } } });
}

/** An account, with where it is. */
export interface VenueAccount {
  readonly id: string;
  readonly venue: string;
}

/** Every account on which orders are placed. */
export async function listAccounts(db: BaseDb): Promise<readonly (VenueAccount & { readonly name: string })[]> {
  return db.account.findMany({ select: { id: true, name: true, venue: true } });
}

export interface NewAccount {
  readonly place?: TradingPlace;
  readonly startingCapitalUsd: number;
  readonly at: Date;
}

/**
 * Opens the account of a place with its starting capital and the ledger line of it; one that is open stays as it is.
 */
export async function openAccount(db: Db, { place = PAPER_PLACE, startingCapitalUsd, at }: NewAccount): Promise<void> {
  const id = newId();
  await db.$executeRaw`
    WITH a AS (
      INSERT INTO ops_accounts (id, name, venue, asset_class, mode, cash_usd, starting_capital_usd, peak_equity_usd)
      VALUES (${id}::uuid, ${place.venue}, ${place.venue}::text, ${place.assetClass}::"AssetClass",
        ${place.venue === 'paper' ? 'paper' : 'live'}::"AccountMode", ${startingCapitalUsd}::numeric,
        ${startingCapitalUsd}::numeric, ${startingCapitalUsd}::numeric)
      ON CONFLICT DO NOTHING RETURNING id, cash_usd)
    INSERT INTO ops_ledger (id, account_id, kind, amount_usd, note, posted_at) SELECT ${newId()}::uuid, id, 'deposit',
      cash_usd, 'starting capital', ${at} FROM a`;
}

export interface NewTransfer {
  /** Of its ledger line: the same one is booked once. */
  readonly id: string;
  readonly amountUsd: Decimal;
  readonly note: string;
  /** Company time. */
  readonly at: Date;
}

export interface TransferredTo {
  readonly accountId: string;
  readonly cashUsd: Decimal;
}

/**
 * Moves the cash of the oldest account and adds its ledger line; null when it would go below zero, the line is there
 * already, or there is no account.
 */
export async function insertTransfer(db: Db, { id, amountUsd, note, at }: NewTransfer): Promise<TransferredTo | null> {
  const [row] = await db.$queryRaw<TransferredTo[]>`
    WITH a AS (
      UPDATE ops_accounts SET cash_usd = cash_usd + ${amountUsd}::numeric,
             transfers_usd = transfers_usd + ${amountUsd}::numeric,
             peak_equity_usd = greatest(peak_equity_usd + ${amountUsd}::numeric, 0), updated_at = now()
      WHERE id = (SELECT id FROM ops_accounts ORDER BY created_at LIMIT 1) AND cash_usd + ${amountUsd}::numeric >= 0
        AND NOT EXISTS (SELECT 1 FROM ops_ledger WHERE id = ${id}::uuid)
      RETURNING id, cash_usd),
    l AS (
      INSERT INTO ops_ledger (id, account_id, kind, amount_usd, note, posted_at)
      SELECT ${id}::uuid, id, CASE WHEN ${amountUsd}::numeric > 0 THEN 'deposit' ELSE 'withdrawal' END::"LedgerKind",
             ${amountUsd}::numeric, ${note}, ${at} FROM a)
    SELECT id AS "accountId", cash_usd AS "cashUsd" FROM a`;
  return row ?? null;
}

export interface BookedTransfer extends TransferredTo {
  readonly amountUsd: Decimal;
  readonly note: string | null;
}

/** A transfer that was booked, with the cash of its account now, or null. */
export async function findTransfer(db: Db, id: string): Promise<BookedTransfer | null> {
  const [line] = await db.$queryRaw<BookedTransfer[]>`
    SELECT l.account_id AS "accountId", a.cash_usd AS "cashUsd", l.amount_usd AS "amountUsd", l.note
    FROM ops_ledger l JOIN ops_accounts a ON a.id = l.account_id WHERE l.id = ${id}::uuid`;
  return line ?? null;
}
