import { isTooFew, maxDrawdown, profitFactor, sharpeRatio, sortinoRatio, winRate } from '../../desk/portfolio/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import type { Score, TradeSum } from './score.ts';
import type { DayResult } from './trades-store.ts';

const DAYS_A_YEAR = 365;
const USD_PLACES = 8;

/** The time that is scored and what it began with. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly capitalUsd: Decimal;
}

/**
 * What a day's results mean for the capital: one return a day from the first to the last, zero where nothing closed.
 */
export function dayReturns({ from, to, capitalUsd }: Span, results: readonly DayResult[]): readonly number[] {
  const capital = capitalUsd.toNumber();
  const first = Math.floor(from.getTime() / DAY_MS);
  const days = Math.max(1, Math.floor(to.getTime() / DAY_MS) - first + 1);
  const returns = new Array<number>(days).fill(0);
  for (const { day, usd } of results) if (day >= first && day - first < days) returns[day - first] = usd / capital;
  return returns;
}

export interface Scored {
  readonly sum: TradeSum;
  /** One a day. */
  readonly returns: readonly number[];
  readonly buyAndHold: number | null;
}

/** The figures of one group of trades. */
export function scoreTrades(span: Span, { sum, returns, buyAndHold }: Scored): Score {
  const { name, trades, open, wins, losses, pnlUsd, unrealizedUsd, feesUsd } = sum;
  const seconds = (span.to.getTime() - span.from.getTime()) / 1000;
  const tooFew = isTooFew({ days: returns.length, trades });
  return {
    ...{ name, trades, open, wins, losses, pnlUsd, unrealizedUsd, feesUsd },
    winRate: winRate(wins, losses),
    profitFactor: profitFactor([sum.earnedUsd.toNumber(), -sum.lostUsd.toNumber()]),
    averageWinUsd: wins === 0 ? null : sum.earnedUsd.div(wins).toDecimalPlaces(USD_PLACES),
    averageLossUsd: losses === 0 ? null : sum.lostUsd.div(losses).neg().toDecimalPlaces(USD_PLACES),
    tooFew,
    sharpeRatio: tooFew ? null : sharpeRatio(returns, DAYS_A_YEAR),
    sortinoRatio: tooFew ? null : sortinoRatio(returns, DAYS_A_YEAR),
    maxDrawdown: maxDrawdown(returns),
    timeInMarket: seconds > 0 ? Math.min(1, sum.heldSeconds / seconds) : 0,
    return: pnlUsd.add(unrealizedUsd).div(span.capitalUsd).toNumber(),
    buyAndHold,
  };
}
