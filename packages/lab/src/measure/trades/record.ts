import { profitFactor, winRate } from '@atc/core/desk/portfolio';
import { outcomeOf } from '@atc/core/desk/positions';
import type { Interval } from '../chance/bootstrap.ts';
import { intervalByDay } from '../chance/clusters.ts';
import { HOUR_MS } from '../conventions.ts';
import { deviation, mean } from '../returns/statistic.ts';
import { type MeasuredTrade, resultInR } from './trade.ts';

/** What closed trades came to. Means are null without a trade that has one. */
export interface TradeRecord {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Within half a percent of nothing: neither won nor lost. */
  readonly even: number;
  readonly winRate: number | null;
  /** Mean result of a trade, a fraction of its cost. */
  readonly expectancy: number | null;
  /** Deviation of the results. */
  readonly deviation: number | null;
  readonly averageWin: number | null;
  readonly averageLoss: number | null;
  readonly profitFactor: number | null;
  readonly meanR: number | null;
  readonly mae: number | null;
  readonly mfe: number | null;
  readonly hoursHeld: number | null;
  readonly pnlUsd: number;
  readonly feesUsd: number;
}

/** The figures of some trades. */
export function recordOf(trades: readonly MeasuredTrade[]): TradeRecord {
  const results = trades.map((trade) => trade.return);
  const won = results.filter((result) => outcomeOf(result) === 'win');
  const lost = results.filter((result) => outcomeOf(result) === 'loss');
  return {
    trades: trades.length,
    wins: won.length,
    losses: lost.length,
    even: trades.length - won.length - lost.length,
    winRate: winRate(won.length, lost.length),
    expectancy: meanOf(results),
    deviation: trades.length < 2 ? null : deviation(results),
    averageWin: meanOf(won),
    averageLoss: meanOf(lost),
    profitFactor: profitFactor(trades.map(({ pnlUsd }) => pnlUsd)),
    meanR: meanOf(trades.flatMap((trade) => resultInR(trade) ?? [])),
    mae: meanOf(trades.map(({ mae }) => mae)),
    mfe: meanOf(trades.map(({ mfe }) => mfe)),
    hoursHeld: meanOf(trades.map(({ openedAt, closedAt }) => (closedAt - openedAt) / HOUR_MS)),
    pnlUsd: sum(trades.map(({ pnlUsd }) => pnlUsd)),
    feesUsd: sum(trades.map(({ feesUsd }) => feesUsd)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : mean(values));

/** How sure the record of some trades is. */
export interface RecordIntervals {
  readonly expectancy: Interval | null;
  readonly winRate: Interval | null;
}

/** The intervals of a record, days drawn whole; null where trades closed on fewer than two days. */
export function recordIntervals(trades: readonly MeasuredTrade[], seed: string): RecordIntervals {
  const decided = trades.filter((trade) => outcomeOf(trade.return) !== 'breakeven');
  const results = trades.map((trade) => ({ at: trade.closedAt, value: trade.return }));
  const won = decided.map((trade) => ({ at: trade.closedAt, value: outcomeOf(trade.return) === 'win' ? 1 : 0 }));
  return { expectancy: intervalByDay(results, { seed }), winRate: intervalByDay(won, { seed }) };
}
