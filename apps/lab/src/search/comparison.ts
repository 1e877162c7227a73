import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { changesOf, checkReality, courseOf, intervalOfDifference, periodSharpe, totalReturn } from '@atc/lab/measure';
import type { Curve } from '@atc/lab/report';
import type { Contender, StrategyRun } from '@atc/lab/strategies';
import { row, yearly } from './tables.ts';

/** Something that is compared: its run, or a placebo of the first strategy. */
export interface Compared {
  readonly name: string;
  /** Null of a reference. */
  readonly contender: Contender | null;
  readonly run: StrategyRun;
}

/** The start, and when each day ended, as ISO. */
export function daysOf([first]: readonly Compared[]): readonly string[] {
  return (first?.run.equity ?? []).map(({ at }) => new Date(at).toISOString());
}

/** What is compared as a page draws it. */
export function curveOf(one: Compared): Curve {
  const { trades, feesUsd, capitalUsd } = one.run;
  return { name: one.name, returns: returnsOf(one), trades: trades.length, fees: feesUsd / capitalUsd };
}

const returnsOf = ({ run }: Compared): readonly number[] => changesOf(run.equity.map(({ usd }) => usd));

/** A line for each, with what it has more than the first. */
export function table(compared: readonly Compared[]): readonly string[] {
  const [first] = compared;
  return [
    row('', ['equity', 'deepest', 'Sharpe', 'trades', 'fees', 'against it']),
    ...compared.map((one) => lineOf(one, one === first ? null : (first ?? null))),
  ];
}

function lineOf(one: Compared, first: Compared | null): string {
  const { gainPct, deepestFall } = courseOf(one.run.equity.map(({ usd }) => usd));
  const returns = returnsOf(one);
  const difference =
    first &&
    intervalOfDifference({ series: returns, reference: returnsOf(first) }, totalReturn, {
      seed: `against ${first.name}`,
    });
  const against = difference ? `   [${sayPct(difference.low)}, ${sayPct(difference.high)}]` : '';
  const sharpe = yearly(periodSharpe(returns));
  const fees = sayShare(one.run.feesUsd / one.run.capitalUsd);
  const cells = [sayPct(gainPct), sayShare(deepestFall), sharpe, String(one.run.trades.length), fees];
  return `${row(one.name, cells)}${against}`;
}

/** Whether the best of them is better than cash by more than luck. */
export function bestLine(compared: readonly Compared[]): string {
  const returns = compared.map(returnsOf);
  const reality = checkReality(
    returns,
    (returns[0] ?? []).map(() => 0),
    { seed: 'compare' },
  );
  const p = reality ? sayRatio(reality.spa) : '–';
  return `That the best of ${sayCount(compared.length, 'line')} beats cash by chance: SPA p ${p}.`;
}
