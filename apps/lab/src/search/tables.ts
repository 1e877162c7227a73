import type { Values } from '@atc/core/desk/strategies';
import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { toCsv } from '@atc/core/kernel/text';
import type { Judgement, Scored } from '@atc/lab/search';

/** Variants that are shown; the others are in the file. */
const SHOWN = 10;

/** Values of parameters, `n 120, stop 4`. */
export function sayValues(values: Values): string {
  const said = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  return said.length === 0 ? 'no parameters' : said.join(', ');
}

/** A line of a table: a name and figures below each other. */
export function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(44)}${cells.map((cell) => cell.padStart(11)).join('')}`;
}

/** The best variants, a line each. */
export function variantTable(ranked: readonly Scored[], variants: readonly Values[]): readonly string[] {
  return [
    row('', ['equity', 'Sharpe', 'trades']),
    ...ranked
      .slice(0, SHOWN)
      .map(({ variant, total, sharpe, outcome }) =>
        row(sayValues(variants[variant] ?? {}), [sayPct(total), sayRatio(sharpe), String(outcome.results.length)]),
      ),
  ];
}

/** How the best of them stands beside luck. */
export function judgementLine({ trials, luck, deflated, overfit, reality }: Judgement, sharpe: number): string {
  const p = (value: number | null | undefined) => (value === null || value === undefined ? '–' : sayRatio(value));
  return [
    `Best of ${sayCount(trials, 'variant')}: Sharpe ${sayRatio(sharpe)} a year, luck alone gives ${sayRatio(luck)}`,
    `deflated probability ${p(deflated)}`,
    `PBO ${overfit ? sayShare(overfit.probability, 0) : '–'}`,
    `better than cash by chance: SPA p ${p(reality?.spa)}`,
  ].join('; ');
}

/** Every variant as a line of CSV, best first. */
export function variantsCsv(ranked: readonly Scored[], variants: readonly Values[]): string {
  return toCsv(
    ranked.map(({ variant, total, sharpe, outcome }) => ({
      ...{ variant, ...variants[variant], total, sharpe, trades: outcome.results.length, fees_usd: outcome.feesUsd },
    })),
  );
}
