import { sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { checkReality, deflatedSharpe, intervalOf, periodSharpe, totalReturn } from '@atc/lab/measure';
import type { Family } from '@atc/lab/report';
import type { Walk, Walked } from '@atc/lab/search';
import { row, sayP, sayValues, yearly } from './tables.ts';

/** The values that a variant has. */
export type ValuesOf = (variant: number) => Parameters<typeof sayValues>[0];

/** A walk in a table, a line for each window, and what its tests came to together. */
export function walkLines(walk: Walk, family: Family | null, valuesOf: ValuesOf): readonly string[] {
  const { mode, windows } = walk;
  return [
    row(`${mode}: chosen by training, then tested`, ['training', 'Sharpe', 'test', 'Sharpe', 'trades']),
    ...windows.map((window) => windowLine(window, valuesOf)),
    togetherLine(walk, family),
    '',
  ];
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The days of the test of a window. */
export function sayTest({ test }: Walked): string {
  return `${dayOf(test.from)} – ${dayOf(test.to)}`;
}

function windowLine(walked: Walked, valuesOf: ValuesOf): string {
  const { trained, tested } = walked;
  return row(`${sayTest(walked)}  ${sayValues(valuesOf(trained.variant))}`, [
    ...[sayPct(trained.total), sayRatio(trained.sharpe), sayPct(tested.total), sayRatio(tested.sharpe)],
    String(tested.outcome.results.length),
  ]);
}

function togetherLine({ mode, windows, returns }: Walk, family: Family | null): string {
  const total = intervalOf(returns, totalReturn, { seed: `walk ${mode}` });
  const cash = returns.map(() => 0);
  const reality = checkReality([returns], cash, { seed: `walk ${mode}` });
  const won = windows.filter(({ tested }) => tested.total > 0).length / windows.length;
  const range = total ? ` [${sayPct(total.low)}, ${sayPct(total.high)}]` : '';
  const { trials = 1, spread = 0 } = family ?? {};
  return (
    `Tests together ${sayPct(totalReturn(returns))}${range}, Sharpe ${yearly(periodSharpe(returns))} a year, ` +
    `${sayShare(won, 0)} of the windows earn something; ` +
    `better than luck of ${trials} with probability ${sayP(deflatedSharpe(returns, { trials, spread }))}, ` +
    `better than cash by chance: SPA p ${sayP(reality?.spa)}`
  );
}
