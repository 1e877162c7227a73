import { sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import { sayInterval } from '../figures/wording.ts';
import type { Report, Series } from '../report.ts';
import { legend, plot } from './plot.ts';
import { orDash, signed, table } from './table.ts';

/** The three lines, the curves, and what each series came to. */
export function overview({ headline, series, days, capitalUsd }: Report): Html {
  return html`<h1>${headline[0]}</h1><p class="said">${headline[1]}</p><p class="said">${headline[2]}</p>
${curves({ series, days, capitalUsd })}${returns(series)}`;
}

const straight = (value: number): number => value;

function curves({ series, days, capitalUsd }: Pick<Report, 'series' | 'days' | 'capitalUsd'>): Html {
  const above = (values: readonly number[]) => values.map((usd) => usd / capitalUsd - 1);
  const lines = series.map(({ name, usd }) => ({ name, values: above(usd) }));
  const totals = lines.map(({ name, values }) => ({ name, says: `${name} ${sayPct(values.at(-1) ?? 0)}` }));
  const [run] = series;
  const band = run ? { low: above(run.low), high: above(run.high) } : null;
  const says = totals.map((one) => one.says).join(', ');
  const falls = series.map(({ name, underwater }) => ({ name, values: underwater }));
  const deepest = falls.map(({ name, values }) => `${name} ${sayPct(Math.min(0, ...values))}`).join(', ');
  return html`<figure><figcaption>Equity above its start, logarithmic; the mean of the seeds, and their least and most
shaded</figcaption>${legend(totals)}
${plot({ says: `Equity at the end: ${says}`, days, lines, band, scale: Math.log1p, isLow: false })}
<figcaption>Below the highest point so far</figcaption>
${plot({ says: `Deepest fall: ${deepest}`, days, lines: falls, band: null, scale: straight, isLow: true })}</figure>`;
}

function returns(series: readonly Series[]): Html | null {
  const ratio = (value: number | null) => orDash(value, sayRatio);
  return table<Series>(
    'Returns, with the range that holds 95 of 100 draws of the same days',
    [
      ['', ({ name }) => name],
      ['total', ({ figures }) => sayInterval(figures.total)],
      ['a year', ({ figures }) => signed(figures.yearly, sayPct)],
      ['volatility', ({ figures }) => orDash(figures.volatility, sayShare)],
      ['downside', ({ figures }) => orDash(figures.downside, sayShare)],
      ['Sharpe', ({ figures }) => sayInterval(figures.sharpe, sayRatio)],
      ['Sortino', ({ figures }) => ratio(figures.sortino)],
      ['Calmar', ({ figures }) => ratio(figures.calmar)],
      ['Omega', ({ figures }) => ratio(figures.omega)],
      ['tail', ({ figures }) => ratio(figures.tail)],
      ['stability', ({ figures }) => ratio(figures.stability)],
      ['deepest fall', ({ figures }) => sayInterval(figures.drawdown)],
      ['longest fall', ({ figures }) => `${figures.longestDrawdownDays} days`],
    ],
    series,
  );
}
