import type { CheckLine } from '../checks/index.ts';
import type { EquityPoint, Followed, Foretold, MeasuredTrade, Overfit, RealityCheck, Tried } from '../measure/index.ts';

/** What one seed came to. */
export interface Play {
  readonly seed: string;
  /** In order of time, from the start on. */
  readonly equity: readonly EquityPoint[];
  /** In the order in which they closed. */
  readonly trades: readonly MeasuredTrade[];
}

/** The same plays with every cost so many times as high. */
export interface Costlier {
  readonly times: number;
  readonly plays: readonly Play[];
}

/** What was tried before this run was chosen. */
export interface Family extends Tried {
  /** How many variants there are, however often each was tried. */
  readonly variants: number;
  readonly overfit: Overfit | null;
  readonly reality: RealityCheck | null;
}

/** Everything that a report is made from. Times are milliseconds. */
export interface ReportFacts {
  /** The run's id. */
  readonly run: string;
  /** What was played. */
  readonly name: string;
  readonly recording: string;
  readonly tokens: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly capitalUsd: number;
  /** When orders are filled: `close` or `next_open`. */
  readonly fill: string;
  readonly plays: readonly Play[];
  /** Entries by dice at the same rate, with the same exits. */
  readonly placebo: readonly Play[];
  readonly hold: readonly EquityPoint[];
  readonly costs: readonly Costlier[];
  /** What came after what the finders found. */
  readonly followed: readonly Followed[];
  /** Forecasts that were settled; of a run that makes none, none. */
  readonly foretold: readonly Foretold[];
  readonly family: Family | null;
  /** Checks by their name, and what each found. */
  readonly checks: readonly CheckLine[];
}
