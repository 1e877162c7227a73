import type { Evidence } from '@atc/core/loop/trials';
import { changesOf, DAY_MS, dayEnds, holdingCurve, mean, monthOf, type Prices, randomOf } from '../measure/index.ts';
import { CAPITAL_USD, type Rules } from '../strategies/index.ts';
import type { Held } from './holdout.ts';
import {
  daysOf,
  openWindows,
  type Played,
  type Playing,
  playWindows,
  returnsOf,
  type WindowRun,
} from './play-windows.ts';

/** Runs by dice: each takes milliseconds. */
const PLACEBOS = 20;

/** What evidence is gathered of: the tests of a walk-forward, each with what its training chose. */
export interface Gathering extends Pick<Playing, 'arena' | 'terms'> {
  readonly windows: readonly Played[];
  readonly seed: string;
  /** The closes of the tokens that are traded. */
  readonly prices: Prices;
  /** Daily returns in the tests of each variant one step away from the latest choice. */
  readonly neighbours: readonly (readonly number[])[];
  readonly checks: Evidence['checks'];
  readonly holdout: Held | null;
}

/** What a walk-forward came to out of sample, with all that a promotion asks for. */
export interface Gathered {
  readonly returns: readonly number[];
  /** Of each trade, after costs, fractions of its cost. */
  readonly results: readonly number[];
  readonly slippage: number | null;
  readonly evidence: Evidence;
}

/** Plays the tests again, without each token and by dice, and gathers what a promotion asks for. */
export function gatherEvidence(asked: Gathering): Gathered {
  const { arena, windows, neighbours, checks, holdout } = asked;
  const of = { ...asked, windows: openWindows(arena, windows) };
  const runs = playWindows(of);
  const returns = returnsOf(runs);
  const trades = runs.flatMap(({ run }) => run.trades);
  const total = (figure: (trade: (typeof trades)[number]) => number) =>
    trades.reduce((sum, one) => sum + figure(one), 0);
  // A trade has two fills.
  const filledUsd = 2 * total(({ costUsd }) => costUsd);
  return {
    returns,
    results: trades.map((trade) => trade.return),
    slippage: filledUsd > 0 ? total(({ slippageUsd }) => slippageUsd) / filledUsd : null,
    evidence: {
      windows: windows.map(spanOf),
      daysInMarket: daysInMarket(runs),
      hold: [...holdReturns(of)],
      placebo: [...placeboReturns(of, runs)],
      leftOut: [...withoutTokens(of), ...withoutMonths(returns, daysOf(windows))],
      neighbours: neighbours.map(mean),
      checks,
      holdout: holdout && spanOf(holdout),
    },
  };
}

type Opened = Omit<Gathering, 'windows'> & Playing;

const spanOf = ({ from, to }: Held) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

/** Days (UTC) on which something was held. */
function daysInMarket(runs: readonly WindowRun[]): number {
  const days = new Set<number>();
  for (const { run, to } of runs) {
    const open = run.held.map(({ openedAt }) => ({ openedAt, closedAt: to }));
    for (const { openedAt, closedAt } of [...run.trades, ...open])
      for (let day = Math.floor(openedAt / DAY_MS); day * DAY_MS < closedAt; day += 1) days.add(day);
  }
  return days.size;
}

/** What holding equal parts of the tokens did, bought anew in each window. */
function holdReturns({ windows, prices }: Opened): readonly number[] {
  return windows.flatMap(({ from, to }) => {
    const curve = holdingCurve(prices, { usd: CAPITAL_USD, instants: [from, ...dayEnds(from, to)] });
    return changesOf(curve.map(({ usd }) => usd));
  });
}

/** What entries by dice did, as many in each window: the mean of several runs. */
function placeboReturns(of: Opened, runs: readonly WindowRun[]): readonly number[] {
  const series = Array.from({ length: PLACEBOS }, (_, i) => {
    const random = randomOf(`${of.seed}|placebo ${i + 1}`);
    const dice = (window: number) => {
      const run = runs[window]?.run;
      return { entries: (run?.trades.length ?? 0) + (run?.held.length ?? 0), random };
    };
    return returnsOf(playWindows(of, { dice }));
  });
  return (series[0] ?? []).map((_, day) => mean(series.map((one) => one[day] ?? 0)));
}

/** The mean day without each token that may be bought. */
function withoutTokens(of: Opened): Evidence['leftOut'] {
  const { arena, prices } = of;
  return arena.tape.tokens.flatMap(({ symbol }, index) => {
    if (!prices.tokens.includes(symbol)) return [];
    const without = ({ tokens, ...rules }: Rules): Rules => ({ ...rules, tokens: tokens.with(index, null) });
    return [{ name: symbol, mean: mean(returnsOf(playWindows(of, { rules: without }))) }];
  });
}

/** The mean day without each month (UTC); of a single one nothing is left. */
function withoutMonths(returns: readonly number[], ends: readonly number[]): Evidence['leftOut'] {
  const months = ends.map((at) => monthOf(at - 1));
  return [...new Set(months)].map((month) => {
    const others = returns.filter((_, day) => months[day] !== month);
    return { name: month, mean: others.length === 0 ? 0 : mean(others) };
  });
}
