import type { Db } from '../../../kernel/db/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';

export interface WatchedInstrument {
  readonly id: string;
  readonly contract: string;
  readonly symbol: string;
  /** Bars that closed after this have not been looked at by every position. */
  readonly watchedUntil: Date;
}

/** Instruments with open positions and from when on their bars are to be watched. */
export async function listWatchedInstruments(db: Db): Promise<readonly WatchedInstrument[]> {
  return db.$queryRaw<WatchedInstrument[]>`
    SELECT i.id, i.contract, i.symbol, min(coalesce(p.watched_until, p.opened_at)) AS "watchedUntil"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.status = 'open' AND p.opened_at IS NOT NULL
    GROUP BY i.id, i.contract, i.symbol ORDER BY i.contract`;
}

export interface WatchRow {
  readonly id: string;
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly highWater: Decimal | null;
  readonly openedAt: Date;
}

/** How far one bar of an instrument reached. */
export interface BarReach {
  readonly instrumentId: string;
  readonly low: number;
  readonly high: number;
}

export type ReachedRow = WatchRow & { readonly instrumentId: string };

/** Open positions that bars which closed at one instant may have hit. One indexed statement: it is asked on every bar. */
export async function listReached(db: Db, bars: readonly BarReach[], closeAt: Date): Promise<readonly ReachedRow[]> {
  return db.$queryRaw<ReachedRow[]>`
    SELECT p.id, p.instrument_id AS "instrumentId", stop_loss AS "stopLoss", take_profit AS "takeProfit", trailing_stop_pct AS "trailingStopPct",
           high_water_price AS "highWater", opened_at AS "openedAt"
    FROM unnest(${bars.map((bar) => bar.instrumentId)}::uuid[], ${bars.map((bar) => bar.low)}::float8[], ${bars.map((bar) => bar.high)}::float8[]) AS b(instrument_id, low, high)
    JOIN ops_positions p ON p.instrument_id = b.instrument_id AND p.status = 'open'
    WHERE coalesce(watched_until, opened_at) < ${closeAt}
      AND (stop_loss >= b.low::numeric OR take_profit <= b.high::numeric
           OR trailing_stop_pct IS NOT NULL AND high_water_price * (1 - trailing_stop_pct)::numeric >= b.low::numeric)`;
}

/** Where an instrument stands at the close of a bar. */
export interface Mark {
  readonly instrumentId: string;
  readonly price: number;
  readonly high: number;
}

export interface AtRisk {
  readonly positionId: string;
  readonly instrumentId: string;
  readonly pnlPct: number;
}

/**
 * Marks every position with quantity of these instruments at the close of their bars in one statement. Returns the ones
 * that fell through −20 % with this bar; each crossing is told once. One that is closing keeps its place in the watch:
 * should the close fail, the bars since then are looked at again. The first bar may have begun before the position did,
 * so only its close counts as a high.
 */
export async function markPositions(db: Db, marks: readonly Mark[], at: Date): Promise<readonly AtRisk[]> {
  return db.$queryRaw<AtRisk[]>`
    WITH b AS (
      SELECT * FROM unnest(${marks.map((mark) => mark.instrumentId)}::uuid[], ${marks.map((mark) => new Decimal(mark.price).toFixed())}::numeric[],
                           ${marks.map((mark) => new Decimal(mark.high).toFixed())}::numeric[]) AS b(instrument_id, close, top)),
    m AS (
      SELECT p.id, p.instrument_id, b.close, b.top, at_risk_since AS was, CASE WHEN cost_basis_usd > 0 THEN quantity * b.close / cost_basis_usd - 1 ELSE 0 END AS pct
      FROM ops_positions p JOIN b ON b.instrument_id = p.instrument_id
      WHERE p.status IN ('open', 'closing') AND coalesce(watched_until, opened_at) < ${at} FOR UPDATE OF p),
    u AS (
      UPDATE ops_positions p SET current_price = m.close, marked_at = ${at}, updated_at = now(),
             unrealized_pnl = round(p.quantity * m.close, 8) - p.cost_basis_usd,
             watched_until = CASE WHEN p.status = 'open' THEN ${at} ELSE p.watched_until END,
             high_water_price = CASE WHEN p.status = 'open' THEN greatest(p.high_water_price, CASE WHEN p.watched_until IS NULL THEN m.close ELSE m.top END) ELSE p.high_water_price END,
             at_risk_since = CASE WHEN m.pct > -0.20 THEN NULL ELSE coalesce(p.at_risk_since, ${at}) END
      FROM m WHERE p.id = m.id)
    SELECT id AS "positionId", instrument_id AS "instrumentId", pct::float8 AS "pnlPct" FROM m WHERE was IS NULL AND pct <= -0.20`;
}
