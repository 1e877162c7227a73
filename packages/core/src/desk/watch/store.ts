import { type Db, Prisma } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { HELD } from '../states/index.ts';

export interface WatchStart {
  /**
   * Since when bars are to be watched: the earliest that any open position has seen; null when nothing is held. One
   * that is closing is only marked, by the bars since the last watch.
   */
  readonly since: Date | null;
  /** The oldest price that something held is valued at; null when nothing is held. */
  readonly oldestPriceAt: Date | null;
  /** Whether it was told of something that no price of it comes. */
  readonly gapTold: boolean;
}

/** Where the watch of prices begins, as part of a statement. */
export const watchStart = Prisma.sql`
  SELECT min(CASE WHEN status = 'open' THEN coalesce(watched_until, opened_at)
                  ELSE greatest(marked_at, opened_at, (SELECT w.watched_until FROM ops_world w WHERE w.id = 1))
                    END) AS since,
         min(coalesce(marked_at, opened_at)) AS "oldestPriceAt",
         EXISTS (SELECT 1 FROM ops_price_gaps WHERE is_open) AS "gapTold"
  FROM ops_positions WHERE status IN ${HELD}`;

/** Where the watch of prices begins. */
export async function findWatchStart(db: Db): Promise<WatchStart> {
  const [row] = await db.$queryRaw<WatchStart[]>`${watchStart}`;
  return row ?? { since: null, oldestPriceAt: null, gapTold: false };
}

/** Every bar up to `at` has been looked at, also where an instrument had none. */
export async function markSeen(db: Db, at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_positions SET watched_until = ${at} WHERE status = 'open'
      AND coalesce(watched_until, opened_at) < ${at}`;
}

export interface WatchRow {
  readonly id: string;
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly highWater: Decimal | null;
  readonly openedAt: Date;
  /** When stop and target were set last, and where they stood before; null: never since it was opened. */
  readonly stopsSetAt: Date | null;
  readonly stopBefore: Decimal | null;
  readonly targetBefore: Decimal | null;
}

/** How far one bar of a contract reached. */
export interface BarReach {
  readonly contract: string;
  readonly low: number;
  readonly high: number;
}

export type ReachedRow = WatchRow & { readonly contract: string };

/** The open positions that bars which closed at one instant may have hit, as part of a statement. */
export const reached = (bars: readonly BarReach[], closeAt: Date) => Prisma.sql`
  SELECT p.id, b.contract, stop_loss AS "stopLoss", take_profit AS "takeProfit",
         trailing_stop_pct AS "trailingStopPct",
         high_water_price AS "highWater", opened_at AS "openedAt", stops_set_at AS "stopsSetAt",
         stop_before AS "stopBefore", target_before AS "targetBefore"
  FROM unnest(${bars.map((bar) => bar.contract)}::text[], ${bars.map((bar) => bar.low)}::float8[],
    ${bars.map((bar) => bar.high)}::float8[]) AS b(contract, low, high)
  JOIN ops_instruments i ON i.contract = b.contract JOIN ops_positions p ON p.instrument_id = i.id
    AND p.status = 'open'
  WHERE coalesce(watched_until, opened_at) < ${closeAt}
    AND (stop_loss >= b.low::numeric OR take_profit <= b.high::numeric
         OR trailing_stop_pct IS NOT NULL AND high_water_price * (1 - trailing_stop_pct)::numeric >= b.low::numeric)`;

/**
 * Open positions that bars which closed at one instant may have hit, the oldest first, of two that opened at once the
 * one whose contract comes first.
 */
export async function listReached(db: Db, bars: readonly BarReach[], closeAt: Date): Promise<readonly ReachedRow[]> {
  return db.$queryRaw<ReachedRow[]>`${reached(bars, closeAt)} ORDER BY p.opened_at, b.contract, p.id`;
}

/**
 * Ids of the open positions in some contracts that are not about to be sold, nor waiting for somebody who decides it.
 */
export async function listOpenOf(db: Db, contracts: readonly string[]): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE i.contract = ANY(${[...contracts]}::text[]) AND p.status = 'open' AND p.due_exit IS NULL
      AND NOT EXISTS (SELECT 1 FROM ops_trading_proposals t WHERE t.position_id = p.id AND t.status = 'pending'
        AND t.exit_reason = 'expiry')
    ORDER BY p.id`;
  return rows.map(({ id }) => id);
}

/** Where a contract stands at the close of a bar. */
export interface Mark {
  readonly contract: string;
  readonly price: number;
  readonly high: number;
}

export interface AtRisk {
  readonly positionId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly pnlPct: number;
}

/** The held positions that bars which closed at `at` mark, each with how it stands then, as part of a statement. */
export const markable = (marks: readonly Mark[], at: Date) => Prisma.sql`
  SELECT p.id, p.instrument_id, i.symbol, b.close, b.top, p.at_risk_since AS was,
         CASE WHEN p.cost_basis_usd > 0 THEN p.quantity * b.close / p.cost_basis_usd - 1 ELSE 0 END AS pct
  FROM unnest(${marks.map((mark) => mark.contract)}::text[],
    ${marks.map((mark) => new Decimal(mark.price).toFixed())}::numeric[],
    ${marks.map((mark) => new Decimal(mark.high).toFixed())}::numeric[]) AS b(contract, close, top)
  JOIN ops_instruments i ON i.contract = b.contract JOIN ops_positions p ON p.instrument_id = i.id
  WHERE p.status IN ${HELD} AND coalesce(p.watched_until, p.opened_at) < ${at}`;

/** From here down a position is at risk. */
const AT_RISK = Prisma.sql`-0.20`;

/** Of the rows `m` of `markable`: it fell through -20 % with this bar. */
export const fellThrough = Prisma.sql`(m.was IS NULL AND m.pct <= ${AT_RISK})`;

/** Marks the positions `m` of `markable`, as part of a statement. */
export const marking = (at: Date) => Prisma.sql`
  UPDATE ops_positions p SET current_price = m.close, marked_at = ${at}, updated_at = now(),
         unrealized_pnl = round(p.quantity * m.close, 8) - p.cost_basis_usd,
         watched_until = CASE WHEN p.status = 'open' THEN ${at} ELSE p.watched_until END,
         high_water_price = CASE WHEN p.status = 'open'
         THEN greatest(p.high_water_price, CASE WHEN p.watched_until IS NULL THEN m.close ELSE m.top END)
         ELSE p.high_water_price END,
         at_risk_since = CASE WHEN m.pct > ${AT_RISK} THEN NULL ELSE coalesce(p.at_risk_since, ${at}) END
  FROM m WHERE p.id = m.id`;

/**
 * Marks every position with quantity of these contracts at the close of their bars in one statement. Returns the ones
 * that fell through -20 % with this bar; each crossing is told once. One that is closing keeps its place in the watch:
 * should the close fail, the bars since then are looked at again. The first bar may have begun before the position did,
 * so only its close counts as a high.
 */
export async function markPositions(db: Db, marks: readonly Mark[], at: Date): Promise<readonly AtRisk[]> {
  return db.$queryRaw<AtRisk[]>`
    WITH m AS (${markable(marks, at)} FOR UPDATE OF p), u AS (${marking(at)})
    SELECT id AS "positionId", instrument_id AS "instrumentId", symbol, pct::float8 AS "pnlPct" FROM m
    WHERE ${fellThrough}`;
}
