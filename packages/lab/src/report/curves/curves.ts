import { sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import { type Interval, intervalOfDifference, totalReturn } from '../../measure/index.ts';
import { figuresOf } from '../figures/series.ts';
import { sayInterval, sayPoints } from '../figures/wording.ts';
import { legend, plot } from '../page/plot.ts';
import { type Column, orDash, table } from '../page/table.ts';
import type { SeriesFigures } from '../report.ts';
import type { Curve, Curves } from './curve.ts';

/** How lines are drawn, the first the boldest; what comes after them is drawn like them again. */
const STYLES = ['run', 'hold', 'placebo', 'cash', 'fifth', 'sixth'] as const;

interface Measured extends Curve {
  readonly figures: SeriesFigures;
  /** Total return less that of the first; null of itself. */
  readonly against: Interval | null;
}

/** Curves in one drawing, and a table with what each came to and how sure that is. */
export function curvesWithFigures({ days, curves }: Curves): Html {
  const lines = curves.map(({ returns }, i) => ({
    name: STYLES[i % STYLES.length] ?? 'run',
    values: returns.reduce<number[]>(
      (all, change) => {
        all.push((1 + (all.at(-1) ?? 0)) * (1 + change) - 1);
        return all;
      },
      [0],
    ),
  }));
  const totals = lines.map(({ name, values }, i) => ({
    name,
    says: `${curves[i]?.name ?? ''} ${sayPct(values.at(-1) ?? 0)}`,
  }));
  const says = totals.map((one) => one.says).join(', ');
  return html`<figure><figcaption>Equity above its start, logarithmic</figcaption>${legend(totals)}
${plot({ says: `Equity at the end: ${says}`, days, lines, band: null, scale: Math.log1p, isLow: false })}</figure>
${table('Returns, with the range that holds 95 of 100 draws of the same days', columns, measured(curves))}`;
}

const columns: readonly Column<Measured>[] = [
  ['', ({ name }) => name],
  ['total', ({ figures }) => sayInterval(figures.total)],
  ['Sharpe', ({ figures }) => sayInterval(figures.sharpe, sayRatio)],
  ['deepest fall', ({ figures }) => sayInterval(figures.drawdown)],
  ['volatility', ({ figures }) => orDash(figures.volatility, sayShare)],
  ['trades', ({ trades }) => orDash(trades, String)],
  ['fees', ({ fees }) => orDash(fees, sayShare)],
  ['less the first, points', ({ against }) => sayInterval(against, sayPoints)],
];

function measured(curves: readonly Curve[]): readonly Measured[] {
  const [first] = curves;
  return curves.map((curve) => ({
    ...curve,
    figures: figuresOf(curve.returns, curve.name),
    against:
      first && curve !== first
        ? intervalOfDifference({ series: curve.returns, reference: first.returns }, totalReturn, {
            seed: `against ${first.name}`,
          })
        : null,
  }));
}
