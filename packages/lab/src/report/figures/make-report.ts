import {
  calibrate,
  dayEnds,
  groupTrades,
  leaveOneOut,
  type MeasuredTrade,
  mean,
  monthlyReturns,
  recordIntervals,
  recordOf,
  reliabilityOf,
} from '../../measure/index.ts';
import type { Costlier, Play, ReportFacts } from '../play.ts';
import type { CostLine, MonthLine, Report, SeedLine, SeedTrade, Series } from '../report.ts';
import { exposureOf } from './exposure.ts';
import { headlineOf } from './headline.ts';
import { seriesOf } from './series.ts';
import { surenessOf } from './sureness.ts';

/** The report of a run: every figure with how sure it is. */
export function makeReport(facts: ReportFacts): Report {
  const { from, to, plays, family } = facts;
  const instants = [from, ...dayEnds(from, to)];
  const series = allSeries(facts, instants);
  const [run, ...references] = series;
  if (!run) throw new RangeError('a report is of a run');
  const trades = tradesOf(plays);
  const told = {
    name: facts.name,
    series,
    record: recordOf(trades),
    exposure: exposureOf(facts),
    sureness: surenessOf({ run, references, trades, seeds: plays.length, family, instants }),
  };
  return {
    ...{ run: facts.run, recording: facts.recording, fill: facts.fill, tokens: facts.tokens },
    ...{ from: iso(from), to: iso(to), capitalUsd: facts.capitalUsd, days: instants.map(iso) },
    ...{ ...told, headline: headlineOf(facts, told), months: monthsOf(series, instants) },
    ...{ seeds: plays.map((play) => seedLine(play, facts)), costs: facts.costs.map((line) => costLine(line, facts)) },
    placebo: placeboOf(facts),
    ...groupsOf(trades),
    reliability: reliabilityOf(facts.foretold, 'odds'),
    ...{ followed: facts.followed, family, checks: facts.checks, trades },
  };
}

const iso = (at: number): string => new Date(at).toISOString();

function allSeries({ plays, placebo, hold, from, capitalUsd }: ReportFacts, instants: readonly number[]) {
  const cash = [{ at: from, usd: capitalUsd }];
  const curves = (of: readonly Play[]) => of.map(({ equity }) => equity);
  return [
    seriesOf('run', curves(plays), instants),
    seriesOf('hold', [hold], instants),
    seriesOf('cash', [cash], instants),
    ...(placebo.length > 0 ? [seriesOf('placebo', curves(placebo), instants)] : []),
  ];
}

function tradesOf(plays: readonly Play[]): readonly SeedTrade[] {
  return plays.flatMap(({ seed, trades }) => trades.map((trade) => ({ ...trade, seed })));
}

function groupsOf(trades: readonly MeasuredTrade[]) {
  return {
    intervals: recordIntervals(trades, 'all'),
    calibration: calibrate(trades, 'confidence'),
    byToken: groupTrades(trades, ({ token }) => token, 'token'),
    bySource: groupTrades(trades, ({ source }) => source, 'source'),
    byReason: groupTrades(trades, ({ reason }) => reason, 'reason'),
    byHour: groupTrades(trades, ({ openedAt }) => hoursOf(openedAt), 'hour'),
    leftOut: leaveOneOut(trades),
  };
}

function placeboOf({ placebo }: ReportFacts): Report['placebo'] {
  const trades = tradesOf(placebo);
  return { record: recordOf(trades), expectancy: recordIntervals(trades, 'placebo').expectancy };
}

/** The six hours of the day (UTC) in which an instant lies. */
function hoursOf(at: number): string {
  const first = Math.floor(new Date(at).getUTCHours() / 6) * 6;
  return `${String(first).padStart(2, '0')} – ${String(first + 6).padStart(2, '0')} h UTC`;
}

const finalOf = ({ equity }: Play, capitalUsd: number): number => (equity.at(-1)?.usd ?? capitalUsd) / capitalUsd - 1;

function seedLine(play: Play, { capitalUsd }: ReportFacts): SeedLine {
  return { seed: play.seed, total: finalOf(play, capitalUsd), record: recordOf(play.trades) };
}

function costLine({ times, plays }: Costlier, { capitalUsd }: ReportFacts): CostLine {
  const trades = tradesOf(plays);
  return {
    times,
    total: mean(plays.map((play) => finalOf(play, capitalUsd))),
    record: recordOf(trades),
    expectancy: recordIntervals(trades, `costs ${times}`).expectancy,
  };
}

function monthsOf(series: readonly Series[], instants: readonly number[]): readonly MonthLine[] {
  const at = instants.slice(1);
  const months = new Map<string, Partial<Record<Series['name'], number>>>();
  for (const { name, returns } of series)
    for (const month of monthlyReturns({ at, returns }))
      months.set(month.month, { ...months.get(month.month), [name]: month.return });
  return [...months].map(([month, returns]) => ({ month, returns }));
}
