import { sayRatio } from '@atc/core/kernel/figures';
import type { Interval } from '../chance/bootstrap.ts';
import { monthOf } from '../returns/daily.ts';
import { mean } from '../returns/statistic.ts';
import { recordIntervals, recordOf, type TradeRecord } from './record.ts';
import type { MeasuredTrade } from './trade.ts';

/** The trades that have something in common. */
export interface TradeGroup {
  readonly name: string;
  readonly record: TradeRecord;
  readonly expectancy: Interval | null;
}

/** What the trades of each token, source, reason, … came to, in order of the name. */
export function groupTrades(
  trades: readonly MeasuredTrade[],
  nameOf: (trade: MeasuredTrade) => string,
  seed: string,
): readonly TradeGroup[] {
  return [...Map.groupBy(trades, nameOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inside]) => ({
      name,
      record: recordOf(inside),
      expectancy: recordIntervals(inside, `${seed}|${name}`).expectancy,
    }));
}

/** Trades of one tenth of confidence, and what came of them. */
export interface Calibrated extends TradeGroup {
  readonly meanConfidence: number;
}

/** What the trades of each tenth of confidence came to; those without a confidence are left out. */
export function calibrate(trades: readonly MeasuredTrade[], seed: string): readonly Calibrated[] {
  const rated = trades.flatMap((trade) => (trade.confidence === null ? [] : [{ trade, sure: trade.confidence }]));
  const tenths = Map.groupBy(rated, ({ sure }) => Math.min(9, Math.floor(sure * 10 + 1e-9)));
  return [...tenths]
    .sort(([a], [b]) => a - b)
    .flatMap(([tenth, inside]) => {
      const name = `${sayRatio(tenth / 10, 1)} – ${sayRatio((tenth + 1) / 10, 1)}`;
      const groups = groupTrades(
        inside.map(({ trade }) => trade),
        () => name,
        seed,
      );
      return groups.map((group) => ({ ...group, meanConfidence: mean(inside.map(({ sure }) => sure)) }));
    });
}

/** What is left of a mean result when one part is left out. */
export interface LeftOut {
  readonly name: string;
  readonly trades: number;
  /** Mean result of the other trades; null where there are none. */
  readonly expectancy: number | null;
}

/** The mean result without each token, and without each month of closing, in turn. */
export function leaveOneOut(trades: readonly MeasuredTrade[]): readonly LeftOut[] {
  const without = (nameOf: (trade: MeasuredTrade) => string): readonly LeftOut[] =>
    [...new Set(trades.map(nameOf))].sort().map((name) => {
      const { trades: count, expectancy } = recordOf(trades.filter((trade) => nameOf(trade) !== name));
      return { name, trades: count, expectancy };
    });
  return [...without(({ token }) => token), ...without(({ closedAt }) => monthOf(closedAt))];
}

/** Whether the mean result keeps its sign whatever is left out; null of fewer than two parts. */
export function signHolds(trades: readonly MeasuredTrade[]): boolean | null {
  const { expectancy } = recordOf(trades);
  const left = leaveOneOut(trades).flatMap((part) => part.expectancy ?? []);
  if (expectancy === null || left.length < 2) return null;
  return left.every((one) => Math.sign(one) === Math.sign(expectancy));
}
