import type { Db } from '../../../kernel/db/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';

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

export interface BarReach {
  readonly low: number;
  readonly high: number;
  readonly closeAt: Date;
}

/** Open positions of an instrument that a bar may have hit. One indexed statement: it is asked on every bar. */
export async function listReached(
  db: Db,
  instrumentId: string,
  { low, high, closeAt }: BarReach,
): Promise<readonly WatchRow[]> {
  return db.$queryRaw<WatchRow[]>`
    SELECT id, stop_loss AS "stopLoss", take_profit AS "takeProfit", trailing_stop_pct AS "trailingStopPct", high_water_price AS "highWater", opened_at AS "openedAt"
    FROM ops_positions
    WHERE instrument_id = ${instrumentId}::uuid AND status = 'open' AND coalesce(watched_until, opened_at) < ${closeAt}
      AND (stop_loss >= ${low}::float8::numeric OR take_profit <= ${high}::float8::numeric
           OR trailing_stop_pct IS NOT NULL AND high_water_price * (1 - trailing_stop_pct)::numeric >= ${low}::float8::numeric)`;
}

export interface Mark {
  readonly price: Decimal;
  readonly high: Decimal;
  readonly at: Date;
}

export interface AtRisk {
  readonly positionId: string;
  readonly pnlPct: number;
}

/**
 * Marks every position with quantity of an instrument at a bar's close in one statement. Returns the ones that fell
 * through −20 % with this bar; each crossing is told once. One that is closing keeps its place in the watch: should the
 * close fail, the bars since then are looked at again. The first bar may have begun before the position did, so only
 * its close counts as a high.
 */
export async function markPositions(
  db: Db,
  instrumentId: string,
  { price, high, at }: Mark,
): Promise<readonly AtRisk[]> {
  const close = price.toFixed();
  const top = high.toFixed();
  return db.$queryRaw<AtRisk[]>`
    WITH m AS (
      SELECT id, at_risk_since AS was, CASE WHEN cost_basis_usd > 0 THEN quantity * ${close}::numeric / cost_basis_usd - 1 ELSE 0 END AS pct
      FROM ops_positions WHERE instrument_id = ${instrumentId}::uuid AND status IN ('open', 'closing') AND coalesce(watched_until, opened_at) < ${at} FOR UPDATE),
    u AS (
      UPDATE ops_positions p SET current_price = ${close}::numeric, marked_at = ${at}, updated_at = now(),
             unrealized_pnl = round(p.quantity * ${close}::numeric, 8) - p.cost_basis_usd,
             watched_until = CASE WHEN p.status = 'open' THEN ${at} ELSE p.watched_until END,
             high_water_price = CASE WHEN p.status = 'open' THEN greatest(p.high_water_price, CASE WHEN p.watched_until IS NULL THEN ${close} ELSE ${top} END::numeric) ELSE p.high_water_price END,
             at_risk_since = CASE WHEN m.pct > -0.20 THEN NULL ELSE coalesce(p.at_risk_since, ${at}) END
      FROM m WHERE p.id = m.id)
    SELECT id AS "positionId", pct::float8 AS "pnlPct" FROM m WHERE was IS NULL AND pct <= -0.20`;
}
