import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { maxDrawdown, sharpeRatio, sortinoRatio } from '@atc/core/desk/portfolio';
import { expect, test } from 'vitest';
import {
  calmarRatio,
  downsideRisk,
  drawNormal,
  omegaRatio,
  randomOf,
  stability,
  tailRatio,
  totalReturn,
  volatility,
  yearlyGrowth,
} from './index.ts';

const oracle = fileURLToPath(
  new URL('../../../../../shared/data/oracles/metrics/empyrical_vectors.json', import.meta.url),
);

type Given = Readonly<Record<string, unknown>>;
type Series = Readonly<Record<string, { readonly values: readonly (number | null)[] }>>;
interface Vectors {
  readonly series: Series;
  readonly cases: readonly { readonly test: string; readonly params: string[]; readonly values: unknown[] }[];
}

const PERIODS: Given = {
  'empyrical.DAILY': 252,
  'empyrical.WEEKLY': 52,
  'empyrical.MONTHLY': 12,
};

interface Asked {
  readonly returns: readonly number[];
  /** With a period of which nothing is known as one in which nothing changed: it takes its time all the same. */
  readonly grown: readonly number[];
  /** What is taken from each return first: a rate, or another series. */
  readonly excess: readonly number[];
  readonly periods: number;
  readonly given: Given;
}

const FIGURES: Readonly<Record<string, (asked: Asked) => number | null>> = {
  test_cum_returns_final: ({ returns, given }) => {
    const start = Number(given.starting_value);
    const total = totalReturn(returns);
    return returns.length === 0 ? null : start === 0 ? total : start * (1 + total);
  },
  test_max_drawdown: ({ returns }) => (returns.length === 0 ? null : maxDrawdown(returns)),
  test_annual_ret: ({ grown, periods }) => yearlyGrowth(grown, periods),
  test_cagr: ({ grown, periods }) => yearlyGrowth(grown, periods),
  test_annual_volatility: ({ returns, periods }) => volatility(returns, periods),
  test_calmar: ({ grown, periods }) => calmarRatio(grown, periods),
  test_omega: ({ excess }) => omegaRatio(excess),
  test_sharpe_ratio: ({ excess, periods }) => sharpeRatio(excess, periods),
  test_downside_risk: ({ excess, periods }) => downsideRisk(excess, periods),
  test_sortino: ({ excess, periods }) => sortinoRatio(excess, periods),
  test_stability_of_timeseries: ({ returns }) => stability(returns),
  test_tail_ratio: ({ grown }) => tailRatio(grown),
};

const flat = (value: number) => Array.from({ length: 9 }, () => value);

/** A series of the oracle, one printed in a case, or noise; null where only its name was recorded. */
function seriesOf(value: unknown, series: Series): readonly (number | null)[] | null {
  if (typeof value === 'number') return flat(value);
  if (typeof value === 'string')
    return [...value.matchAll(/^\d{4}-\d\d-\d\d\s+(-?[\d.]+)$/gm)].map(([, one]) => Number(one));
  const { series: name, expr } = value as { readonly series?: string; readonly expr?: string };
  const random = randomOf('tails');
  if (expr?.includes('randn')) return Array.from({ length: 100_000 }, () => drawNormal(random));
  if (name === 'flat_line_1_tz') return flat(0.01);
  return name ? (series[name]?.values ?? null) : null;
}

/** What each return is less its rate. Omega's rate is one a year that is compounded; below −1 there is none. */
function excessOf(returns: readonly (number | null)[], given: Given, series: Series): readonly number[] {
  const yearly = 'risk_free' in given && 'required_return' in given;
  const required = Number(given.required_return);
  if (yearly && required <= -1) return [];
  const rates = seriesOf(given.risk_free ?? given.required_return ?? 0, series) ?? [];
  const daily = yearly ? (1 + required) ** (1 / 252) - 1 : 0;
  return returns.flatMap((value, i) => (value === null ? [] : [value - (rates[i] ?? 0) - daily]));
}

/** Compares one case; false where its input was not recorded. */
function compares({ test: figure, params, values }: Vectors['cases'][number], series: Series): boolean {
  const given: Given = Object.fromEntries(params.map((param, i) => [param, values[i]]));
  const raw = seriesOf(given.returns, series);
  if (raw === null) return false;
  const returns = raw.filter((value) => value !== null);
  const period = given.period === 'yearly' ? 1 : PERIODS[(given.period as { expr?: string })?.expr ?? ''];
  const grown = raw.map((value) => value ?? 0);
  const asked = { returns, grown, excess: excessOf(raw, given, series), periods: Number(period ?? 252), given };
  const name = `${figure} of ${JSON.stringify(given)}`;
  const expression = (given.expected as { expr?: string } | null)?.expr;
  const expected = expression ? totalReturn(returns) : given.expected;
  const found = FIGURES[figure]?.(asked);
  if (typeof expected === 'number') expect(found, name).toBeCloseTo(expected, placesOf(name));
  else expect(found, name).toBeNull();
  return true;
}

/** The oracle itself states its totals to four places, and those of noise to one. */
function placesOf(name: string): number {
  if (name.includes('randn')) return 1;
  return name.startsWith('test_cum_returns_final') ? 4 : 9;
}

test.skipIf(!existsSync(oracle))('every figure of returns is the one that an independent library computes', () => {
  const { series, cases } = JSON.parse(readFileSync(oracle, 'utf8')) as Vectors;
  // Six of the 80 cases are tables of which only the name was recorded.
  expect(cases.filter((one) => compares(one, series))).toHaveLength(74);
});
