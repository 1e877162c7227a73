import { sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import type { Trial } from '@atc/core/loop/trials';
import { intervalOf, totalReturn } from '../../measure/index.ts';
import { sayInterval } from '../figures/wording.ts';
import { documentOf } from '../page/document.ts';
import { type Column, signed, table } from '../page/table.ts';
import type { Curves } from './curve.ts';
import { curvesWithFigures } from './curves.ts';

/** A window of a walk-forward as a page shows it. */
export interface WindowLine {
  /** The days of the test. */
  readonly span: string;
  /** The values that training chose. */
  readonly chosen: string;
  readonly trained: { readonly total: number; readonly sharpe: number };
  readonly tested: { readonly total: number; readonly sharpe: number };
  readonly returns: readonly number[];
  readonly trades: number;
}

/** A walk-forward, the tests of each mode as a curve. */
export interface WalkReport extends Curves {
  readonly title: string;
  readonly modes: readonly { readonly mode: string; readonly windows: readonly WindowLine[] }[];
  readonly trial: Trial;
  readonly said: readonly string[];
}

/** A walk-forward as a page: every window, and what a promotion asks for. */
export function walkPage({ title, modes, trial, said, ...curves }: WalkReport): string {
  return documentOf(title, [
    html`<h1>${title}</h1>`,
    curvesWithFigures(curves),
    html`<h2>Windows</h2>`,
    ...modes.map(({ mode, windows }) => table(`${mode}: chosen by training, then tested`, columns, windows)),
    html`<h2>What a promotion asks for</h2>`,
    ...said.map((line) => html`<p>${line}</p>`),
    ...evidenceTables(trial),
  ]);
}

const columns: readonly Column<WindowLine>[] = [
  ['test', ({ span }) => span],
  ['chosen', ({ chosen }) => chosen],
  ['training', ({ trained }) => signed(trained.total, sayPct)],
  ['its Sharpe', ({ trained }) => sayRatio(trained.sharpe)],
  ['test [95 %]', ({ span, returns }) => sayInterval(intervalOf(returns, totalReturn, { seed: span }))],
  ['its Sharpe', ({ tested }) => sayRatio(tested.sharpe)],
  ['trades', ({ trades }) => String(trades)],
];

function evidenceTables({ evidence }: Trial): readonly (Html | null)[] {
  const { leftOut = [], neighbours = [], checks = [] } = evidence ?? {};
  const around = neighbours.map((mean, i) => ({ name: `neighbour ${i + 1}, one step away`, mean }));
  return [
    table<(typeof around)[number]>(
      'The mean day without one token or month, and of the neighbours of what was chosen last',
      [
        ['', ({ name }) => name],
        ['a day', ({ mean }) => signed(mean, (value) => sayShare(value, 3))],
      ],
      [...leftOut.map(({ name, mean }) => ({ name: `without ${name}`, mean })), ...around],
    ),
    table<(typeof checks)[number]>(
      'Checks of what was chosen last',
      [
        ['check', ({ name }) => name],
        ['', ({ passed }) => (passed ? 'passed' : 'failed')],
        ['found', ({ found }) => found],
      ],
      checks,
    ),
  ];
}
