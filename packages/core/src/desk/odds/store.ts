import { type Db, Prisma, type Tx } from '../../kernel/db/index.ts';
import type { Calibration, Forecast, Odds, SettledForecast } from './odds.ts';
import { shownBy } from './odds-of.ts';
import { LOSSES_COUNT_MS } from './probation.ts';

export interface NewForecast extends Forecast {
  readonly signalId: string;
  readonly dueAt: Date;
  readonly odds: Odds;
}

/** Writes the forecast of a signal that is analysed for the first time. */
export async function insertForecast(tx: Tx, { signalId, odds, ...forecast }: NewForecast): Promise<void> {
  const { kind, contract, madeAt, dueAt, price, stop, score, mapped, base } = forecast;
  const { probability, of, paid, needs, edge, telling } = odds;
  await tx.$executeRaw`
    INSERT INTO ops_forecasts (signal_id, kind, contract, made_at, due_at, price, stop, score, mapped, base,
                               probability, out_of, out_of_paid, needs, edge, edge_low, edge_high, telling)
    VALUES (${signalId}::uuid, ${kind}, ${contract}, ${madeAt}, ${dueAt}, ${price}, ${stop}, ${score}, ${mapped},
            ${base}, ${probability}, ${of}, ${paid}, ${needs}, ${edge.mean}, ${edge.low}, ${edge.high}, ${telling})
    ON CONFLICT (signal_id) DO NOTHING`;
}

/** The odds of a forecast as they stand in its row. */
export interface ForecastRow extends Pick<Odds, 'probability' | 'of' | 'paid' | 'needs' | 'telling'> {
  readonly edge: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** The columns that the odds of forecasts stand in. */
export const forecastOdds = Prisma.sql`
  SELECT probability, out_of AS of, out_of_paid AS paid, needs, telling, edge, edge_low AS low, edge_high AS high
  FROM ops_forecasts`;

/** The odds that a forecast's row holds. */
export function oddsFrom({ edge: mean, low, high, ...odds }: ForecastRow): Odds {
  const edge = { mean, low, high };
  return { ...odds, edge, shown: shownBy(edge) };
}

export type DueForecast = Pick<Forecast, 'contract' | 'madeAt' | 'price' | 'stop'> & {
  readonly signalId: string;
  readonly dueAt: Date;
};

/** Forecasts whose day is over and that nobody has settled, the oldest first. */
export async function listDue(db: Db, now: Date, limit: number): Promise<readonly DueForecast[]> {
  return db.$queryRaw<DueForecast[]>`
    SELECT signal_id::text AS "signalId", contract, made_at AS "madeAt", due_at AS "dueAt", price, stop
    FROM ops_forecasts WHERE settled_at IS NULL AND due_at <= ${now} ORDER BY due_at, signal_id LIMIT ${limit}`;
}

export interface Settlement {
  readonly signalId: string;
  /** Null both where too little was recorded to tell. */
  readonly paid: boolean | null;
  readonly resultR: number | null;
}

/** Settles forecasts. */
export async function settle(tx: Tx, settled: readonly Settlement[], at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE ops_forecasts f SET settled_at = ${at}, paid = s.paid, result_r = s.result_r
    FROM unnest(${settled.map(({ signalId }) => signalId)}::uuid[], ${settled.map(({ paid }) => paid)}::boolean[],
                ${settled.map(({ resultR }) => resultR)}::float8[]) AS s(id, paid, result_r)
    WHERE f.signal_id = s.id`;
}

/** What came of the forecasts that were made since an instant, by kind, the oldest first. */
export async function listSettled(
  db: Db,
  since: Date,
): Promise<readonly (SettledForecast & { readonly kind: string })[]> {
  return db.$queryRaw<(SettledForecast & { readonly kind: string })[]>`
    SELECT kind, made_at AS "madeAt", score, mapped, base, coalesce(paid, false) AS paid,
           coalesce(result_r, 0) AS "resultR"
    FROM ops_forecasts WHERE paid IS NOT NULL AND made_at >= ${since} ORDER BY kind, made_at, signal_id`;
}

export interface Fit {
  readonly kind: string;
  readonly day: string;
  readonly fittedAt: Date;
  readonly calibration: Calibration;
  readonly shown: Odds['shown'];
}

/** Writes the map of a kind as it was fitted on a day. */
export async function insertFit(tx: Tx, { kind, day, fittedAt, calibration, shown }: Fit): Promise<void> {
  const { base, needs, telling, skill, whole, steps } = calibration;
  await tx.$executeRaw`
    INSERT INTO ops_calibrations (kind, day, fitted_at, base, needs, telling, shown, skill, whole, steps)
    VALUES (${kind}, ${day}, ${fittedAt}, ${base}, ${needs}, ${telling}, ${shown}, ${JSON.stringify(skill)}::jsonb,
            ${JSON.stringify(whole)}::jsonb, ${JSON.stringify(steps)}::jsonb)
    ON CONFLICT (kind, day) DO NOTHING`;
}

/** The map of each kind that was fitted last. */
export async function listFits(db: Db): Promise<readonly Fit[]> {
  const rows = await db.$queryRaw<(Omit<Fit, 'calibration'> & Calibration)[]>`
    SELECT DISTINCT ON (kind) kind, day, fitted_at AS "fittedAt", base, needs, telling, shown, skill, whole, steps
    FROM ops_calibrations ORDER BY kind, day DESC`;
  return rows.map(({ kind, day, fittedAt, shown, ...calibration }) => ({ kind, day, fittedAt, shown, calibration }));
}

/** How often an instrument has lost since its last win within 30 days, as part of a statement. */
export const lossesSinceWin = (instrumentId: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  (SELECT count(*)::int FROM ops_trade_outcomes l
   WHERE l.instrument_id = ${instrumentId} AND l.outcome_type = 'loss'
     AND l.closed_at >= ${new Date(now.getTime() - LOSSES_COUNT_MS)}
     AND l.closed_at > coalesce((SELECT max(w.closed_at) FROM ops_trade_outcomes w
       WHERE w.instrument_id = ${instrumentId} AND w.outcome_type = 'win'), '-infinity'))`;
