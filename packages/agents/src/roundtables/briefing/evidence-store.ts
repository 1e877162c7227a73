import { POSTED } from '@atc/core/desk/forecasts';
import { LOSSES_COUNT_MS, lossesSinceWin, RECORD_MS } from '@atc/core/desk/odds';
import { Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { DAY_MS } from '@atc/core/kernel/time';
import type { ForetoldRecord } from '../../minds/index.ts';
import { bandOf, HOURS_IN_BAND } from './evidence.ts';
import type { EvidenceFacts } from './facts.ts';

/** What is asked about: a token, the record of a signal's source, and a moment. */
export interface EvidenceQuestion {
  readonly instrumentId: string | null;
  readonly contract: string | null;
  readonly signalId: string | null;
  /** Of the record that the source keeps. */
  readonly source: string | null;
  readonly at: Date;
}

const FILLS = 20;

/** What the last 20 fills of an instrument cost against the middle price, on average. */
export function fillsOf(instrumentId: string | null): Reading<EvidenceFacts['fills']> {
  return reading(
    Prisma.sql`
    SELECT count(*)::int AS count, coalesce(avg(f.slippage_bps::numeric), 0)::float8 AS "slippageBps"
    FROM (SELECT slippage_bps FROM ops_fills WHERE instrument_id = ${instrumentId}::uuid AND slippage_bps IS NOT NULL
          ORDER BY filled_at DESC, id DESC LIMIT ${FILLS}) f`,
    ([row]: readonly EvidenceFacts['fills'][]) => row ?? { count: 0, slippageBps: 0 },
  );
}

/** Signals of the company's own finders on an instrument within a day, besides the one that is acted on. */
export function signalsOfDay({ instrumentId, signalId, source, at }: EvidenceQuestion) {
  const since = new Date(at.getTime() - DAY_MS);
  return reading(
    Prisma.sql`
    SELECT count(*) FILTER (WHERE signal_type = 'buy')::int AS buys,
           count(*) FILTER (WHERE signal_type = 'sell')::int AS sells,
           (count(DISTINCT source) FILTER (WHERE signal_type = 'buy' AND source IS DISTINCT FROM ${source}))::int
             AS "otherSources"
    FROM ops_signals WHERE instrument_id = ${instrumentId}::uuid AND observed_at >= ${since} AND confidence IS NOT NULL
      AND trust = 'trusted' AND id IS DISTINCT FROM ${signalId}::uuid`,
    ([row]: readonly EvidenceFacts['signals24h'][]) => row ?? { buys: 0, sells: 0, otherSources: 0 },
  );
}

type Part = keyof EvidenceFacts['foretold'];

/** What came of settled forecasts: of a source, of a token, of the same hours of the day, and of all. */
export function foretoldOf({ contract, source, at }: EvidenceQuestion): Reading<EvidenceFacts['foretold']> {
  const settled = Prisma.sql`
    SELECT g.part, count(*)::int AS of, (count(*) FILTER (WHERE f.paid))::int AS paid,
           avg(f.result_r::numeric)::float8 AS "meanR"
    FROM ops_forecasts f JOIN ops_signals s ON s.id = f.signal_id
    JOIN (VALUES ('setup'), ('token'), ('hour'), ('all')) g(part)
      ON g.part = 'all' OR g.part = 'token' AND f.contract = ${contract}
        OR g.part = 'setup' AND CASE s.trust WHEN 'trusted' THEN s.source ELSE ${POSTED} || s.source END = ${source}
        OR g.part = 'hour'
          AND floor(extract(hour FROM f.made_at AT TIME ZONE 'UTC') / ${HOURS_IN_BAND}::int)::int = ${bandOf(at)}::int
    WHERE f.paid IS NOT NULL AND f.made_at >= ${new Date(at.getTime() - RECORD_MS)} GROUP BY g.part`;
  return reading(settled, (rows: readonly (ForetoldRecord & { readonly part: Part })[]) => {
    const recordOf = (wanted: Part): ForetoldRecord => {
      const row = rows.find(({ part }) => part === wanted);
      return row ? { of: row.of, paid: row.paid, meanR: row.meanR } : { of: 0, paid: 0, meanR: 0 };
    };
    return { setup: recordOf('setup'), token: recordOf('token'), hour: recordOf('hour'), all: recordOf('all') };
  });
}

interface LossRow {
  readonly sinceWin: number;
  readonly lastOfTokenAt: string | null;
  readonly ofCompany24h: number;
}

/** When a token and the company lost. */
export function lossesOf({ instrumentId, at }: EvidenceQuestion): Reading<EvidenceFacts['losses']> {
  return reading(
    Prisma.sql`
    SELECT ${lossesSinceWin(Prisma.sql`${instrumentId}::uuid`, at)} AS "sinceWin",
           (max(closed_at) FILTER (WHERE instrument_id = ${instrumentId}::uuid))::text AS "lastOfTokenAt",
           (count(*) FILTER (WHERE closed_at >= ${new Date(at.getTime() - DAY_MS)}))::int AS "ofCompany24h"
    FROM ops_trade_outcomes WHERE outcome_type = 'loss' AND closed_at >= ${new Date(at.getTime() - LOSSES_COUNT_MS)}`,
    ([row]: readonly LossRow[]) => ({
      sinceWin: row?.sinceWin ?? 0,
      lastOfTokenAt: row?.lastOfTokenAt ? new Date(row.lastOfTokenAt) : null,
      ofCompany24h: row?.ofCompany24h ?? 0,
    }),
  );
}

const SELLS = 20;

/** The last sell signals of a source whose day is over. */
export function pastSells({
  source,
  at,
}: EvidenceQuestion): Reading<readonly { readonly contract: string; readonly observedAt: string }[]> {
  return rowsOf(Prisma.sql`
    SELECT i.contract, s.observed_at::text AS "observedAt"
    FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.source = ${source} AND s.trust = 'trusted' AND s.signal_type = 'sell' AND s.confidence IS NOT NULL
      AND s.observed_at >= ${new Date(at.getTime() - LOSSES_COUNT_MS)}
      AND s.observed_at <= ${new Date(at.getTime() - DAY_MS)}
      ORDER BY s.observed_at DESC, s.id DESC LIMIT ${SELLS}`);
}
