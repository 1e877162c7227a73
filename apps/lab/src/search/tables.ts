import type { Values } from '@atc/core/desk/strategies';
import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { toCsv } from '@atc/core/kernel/text';
import type { Trial } from '@atc/core/loop/trials';
import { DAYS_A_YEAR, deflatedSharpe, luckOf } from '@atc/lab/measure';
import type { Family } from '@atc/lab/report';
import type { Scored } from '@atc/lab/search';

/** Variants that are shown; the others are in the file. */
const SHOWN = 10;

/** Values of parameters, `n 120, stop 4`. */
export function sayValues(values: Readonly<Record<string, unknown>>): string {
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
export function familyLine(trial: Trial, family: Family | null): string {
  const { trials = 1, spread = 0, overfit, reality } = family ?? {};
  const luck = trials < 2 ? 0 : luckOf({ trials, spread });
  return [
    `Best of ${sayCount(trials, 'variant')} that the ledger has: Sharpe ${yearly(trial.sharpe)} a year, luck alone ` +
      `gives ${yearly(luck)}`,
    `deflated probability ${sayP(deflatedSharpe(trial.returns, { trials, spread }))}`,
    `PBO ${overfit ? sayShare(overfit.probability, 0) : '–'}`,
    `better than cash by chance: SPA p ${sayP(reality?.spa)}`,
  ].join('; ');
}

/** A Sharpe ratio of a day as that of a year. */
export function yearly(sharpe: number): string {
  return sayRatio(sharpe * Math.sqrt(DAYS_A_YEAR));
}

/** A probability; a dash where it is not known. */
export function sayP(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : sayRatio(value);
}

/** Every variant as a line of CSV, best first. */
export function variantsCsv(ranked: readonly Scored[], variants: readonly Values[]): string {
  return toCsv(
    ranked.map(({ variant, total, sharpe, outcome }) => ({
      ...{ variant, ...variants[variant], total, sharpe, trades: outcome.results.length, fees_usd: outcome.feesUsd },
    })),
  );
}
