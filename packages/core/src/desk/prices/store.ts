import type { Db } from '../../kernel/db/index.ts';
import type { TradingPlace } from '../instruments/index.ts';
import { HELD } from '../states/index.ts';
import type { Gap } from './gap.ts';
import type { HeldPrice } from './silence.ts';

/** What the row of the whole feed is called. */
export const FEED = 'feed';

/** Every position with exposure, with the price that it is valued at. */
export async function listHeldPrices(db: Db): Promise<readonly HeldPrice[]> {
  return db.$queryRaw<HeldPrice[]>`
    SELECT p.id AS "positionId", p.instrument_id AS "instrumentId", i.symbol, i.contract, i.venue::text AS venue,
           i.asset_class::text AS "assetClass", p.status::text AS status, p.stop_loss AS "stopLoss",
           p.current_price AS "lastPrice", coalesce(p.marked_at, p.opened_at, p.created_at) AS "pricedAt",
           EXISTS (SELECT 1 FROM ops_orders o WHERE o.position_id = p.id AND o.status = 'submitted'
                   AND o.rests_at IS NOT NULL) AS "stopRests"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status IN ${HELD} AND p.quantity > 0 ORDER BY p.id`;
}

/** The class of what a market lists: each lists one. */
export async function findAssetClass(db: Db, contract: string): Promise<TradingPlace['assetClass'] | null> {
  const [row] = await db.$queryRaw<{ assetClass: TradingPlace['assetClass'] }[]>`
    SELECT asset_class::text AS "assetClass" FROM ops_instruments WHERE contract = ${contract} LIMIT 1`;
  return row?.assetClass ?? null;
}

/** What was told of prices that do not come, by subject. */
export async function listGaps(db: Db): Promise<ReadonlyMap<string, Gap>> {
  const rows = await db.$queryRaw<(Gap & { readonly subject: string })[]>`
    SELECT subject, is_open AS "isOpen", told, since, next_tell_at AS "nextTellAt", fresh_since AS "freshSince"
    FROM ops_price_gaps`;
  return new Map(rows.map(({ subject, ...gap }) => [subject, gap]));
}

/** Takes the teller's place until the transaction ends; false when another process has it. */
export async function takeTeller(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ taken: boolean }]>`
    SELECT pg_try_advisory_xact_lock(hashtext('price_gaps')) AS taken`;
  return row.taken;
}

/** What was told, and of what. */
export interface ToldGap {
  readonly subject: string;
  readonly gap: Gap;
}

/** Writes down what was told of each subject. */
export async function saveGaps(db: Db, told: readonly ToldGap[]): Promise<void> {
  const gaps = told.map(({ gap }) => gap);
  await db.$executeRaw`
    INSERT INTO ops_price_gaps (subject, is_open, told, since, next_tell_at, fresh_since)
    SELECT * FROM unnest(${told.map(({ subject }) => subject)}::text[], ${gaps.map(({ isOpen }) => isOpen)}::bool[],
      ${gaps.map((gap) => gap.told)}::int[], ${gaps.map(({ since }) => since)}::timestamptz[],
      ${gaps.map(({ nextTellAt }) => nextTellAt)}::timestamptz[],
      ${gaps.map(({ freshSince }) => freshSince)}::timestamptz[])
    ON CONFLICT (subject) DO UPDATE SET is_open = excluded.is_open, told = excluded.told, since = excluded.since,
      next_tell_at = excluded.next_tell_at, fresh_since = excluded.fresh_since`;
}

/** Forgets what was told of positions that are not held any more. */
export async function forgetGaps(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0)
    await db.$executeRaw`DELETE FROM ops_price_gaps WHERE subject = ANY(${[...subjects]}::text[])`;
}

/** What readiness asks of prices. */
export interface PriceFacts {
  readonly held: number;
  /** The oldest price that something held is valued at. */
  readonly oldestAt: Date | null;
  /** Held positions of which it was told that no price comes. */
  readonly missing: number;
  readonly feedSilent: boolean;
  /** When the last stored bar closed; markets that store none have null. */
  readonly lastBarAt: Date | null;
}

/** Reads what readiness asks of prices, in one statement. */
export async function readPriceFacts(db: Db): Promise<PriceFacts> {
  const [row] = await db.$queryRaw<[PriceFacts]>`
    WITH p AS (SELECT id, coalesce(marked_at, opened_at, created_at) AS at FROM ops_positions
               WHERE status IN ${HELD} AND quantity > 0)
    SELECT (SELECT count(*)::int FROM p) AS held, (SELECT min(at) FROM p) AS "oldestAt",
           (SELECT count(*)::int FROM ops_price_gaps g WHERE g.is_open AND g.subject IN (SELECT id::text FROM p))
             AS missing,
           EXISTS (SELECT 1 FROM ops_price_gaps WHERE subject = ${FEED} AND is_open) AS "feedSilent",
           (SELECT max(l.at) FROM ops_instruments i CROSS JOIN LATERAL (
              SELECT c.closed_at AS at FROM ops_candles c WHERE c.instrument_id = i.id AND c.interval_ms = 15000
              ORDER BY c.closed_at DESC LIMIT 1) l) AS "lastBarAt"`;
  return row;
}
