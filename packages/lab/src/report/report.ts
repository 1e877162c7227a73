import type { CheckLine } from '../checks/index.ts';
import type {
  Break,
  Calibrated,
  Followed,
  Interval,
  LeftOut,
  MeasuredTrade,
  RecordIntervals,
  Reliability,
  TradeGroup,
  TradeRecord,
} from '../measure/index.ts';
import type { Family } from './play.ts';

/** What was played, or what it is compared with. */
export const compared = ['run', 'hold', 'cash', 'placebo'] as const;
export type Compared = (typeof compared)[number];

/** The mean of the seeds over time, and what it came to. */
export interface Series {
  readonly name: Compared;
  /** At the start and at the end of each day, USD. */
  readonly usd: readonly number[];
  /** Least and most of the seeds. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** How far below its highest point, at most 0. */
  readonly underwater: readonly number[];
  readonly returns: readonly number[];
  readonly figures: SeriesFigures;
}

export interface SeriesFigures {
  readonly total: Interval | null;
  readonly drawdown: Interval | null;
  readonly sharpe: Interval | null;
  readonly yearly: number | null;
  readonly volatility: number | null;
  readonly downside: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly omega: number | null;
  readonly tail: number | null;
  readonly stability: number | null;
  readonly longestDrawdownDays: number;
}

/** What tells luck from an edge. */
export interface Sureness {
  readonly days: number;
  /** Total return less that of each reference, the same days drawn for both. */
  readonly against: readonly { readonly name: Compared; readonly difference: Interval | null }[];
  /** The probability that the true Sharpe ratio lies above zero. */
  readonly chancePositive: number | null;
  /** The probability of a mean day as good as this one if the true one were zero. */
  readonly chanceOfMean: number | null;
  readonly deflated: number | null;
  readonly trackRecordDays: number | null;
  readonly tradesNeeded: number | null;
  readonly edgeShown: number | null;
  readonly break: (Break & { readonly day: string }) | null;
  readonly signHolds: boolean | null;
}

/** How much of the capital was at work, the mean of the seeds. */
export interface Exposure {
  /** Share of the time with a position open. */
  readonly timeInMarket: number;
  /** Cost of what was held over the capital: its mean over time, and its most. */
  readonly mean: number;
  readonly most: number;
  /** Everything bought over the capital. */
  readonly turnover: number;
  /** Fees over the capital. */
  readonly fees: number;
}

export interface SeedLine {
  readonly seed: string;
  readonly total: number;
  readonly record: TradeRecord;
}

export interface CostLine {
  readonly times: number;
  readonly total: number;
  readonly record: TradeRecord;
  readonly expectancy: Interval | null;
}

export interface MonthLine {
  readonly month: string;
  readonly returns: Readonly<Partial<Record<Compared, number>>>;
}

export type SeedTrade = MeasuredTrade & { readonly seed: string };

/** What a run came to and how sure that is: what `report.json` holds. */
export interface Report {
  readonly run: string;
  readonly name: string;
  readonly recording: string;
  readonly fill: string;
  readonly tokens: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly capitalUsd: number;
  /** The first three lines that anybody sees. */
  readonly headline: readonly [string, string, string];
  /** The start, and when each day ended. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly sureness: Sureness;
  readonly months: readonly MonthLine[];
  readonly seeds: readonly SeedLine[];
  readonly record: TradeRecord;
  readonly intervals: RecordIntervals;
  /** The trades that dice made, and how sure their mean is. */
  readonly placebo: Pick<TradeGroup, 'record' | 'expectancy'>;
  readonly exposure: Exposure;
  readonly costs: readonly CostLine[];
  readonly calibration: readonly Calibrated[];
  readonly byToken: readonly TradeGroup[];
  readonly bySource: readonly TradeGroup[];
  readonly byReason: readonly TradeGroup[];
  readonly byHour: readonly TradeGroup[];
  readonly leftOut: readonly LeftOut[];
  readonly followed: readonly Followed[];
  /** How well the odds held; null where none were given. */
  readonly reliability: Reliability | null;
  readonly family: Family | null;
  readonly checks: readonly CheckLine[];
  readonly trades: readonly SeedTrade[];
}
