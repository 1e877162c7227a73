import {
  breakOf,
  chanceAbove,
  chanceOfMean,
  deflatedSharpe,
  EDGE_SOUGHT,
  edgeShown,
  intervalOfDifference,
  type MeasuredTrade,
  minimumTrackRecord,
  recordOf,
  signHolds,
  totalReturn,
  tradesNeeded,
} from '../../measure/index.ts';
import type { Family } from '../play.ts';
import type { Series, Sureness } from '../report.ts';

/** What a run is judged by. */
export interface Judged {
  readonly run: Series;
  readonly references: readonly Series[];
  /** Those of all seeds. */
  readonly trades: readonly MeasuredTrade[];
  readonly seeds: number;
  readonly family: Family | null;
  /** The start, and when each day ended. */
  readonly instants: readonly number[];
}

/** How sure a run's result is, and what it would take to know. */
export function surenessOf({ run, references, trades, seeds, family, instants }: Judged): Sureness {
  const { returns } = run;
  const deviation = recordOf(trades).deviation ?? 0;
  return {
    days: returns.length,
    against: references.map((reference) => ({
      name: reference.name,
      difference: intervalOfDifference({ series: returns, reference: reference.returns }, totalReturn, {
        seed: `against ${reference.name}`,
      }),
    })),
    chancePositive: chanceAbove(returns),
    chanceOfMean: chanceOfMean(returns, { seed: 'mean' }),
    deflated: family && deflatedSharpe(returns, family),
    trackRecordDays: minimumTrackRecord(returns),
    tradesNeeded: tradesNeeded({ edge: EDGE_SOUGHT, deviation }),
    edgeShown: edgeShown(trades.length / Math.max(1, seeds), deviation),
    break: breakOnDay(returns, instants),
    signHolds: signHolds(trades),
  };
}

function breakOnDay(returns: readonly number[], instants: readonly number[]): Sureness['break'] {
  const found = breakOf(returns);
  return found && { ...found, day: new Date(instants[found.at] ?? 0).toISOString().slice(0, 10) };
}
