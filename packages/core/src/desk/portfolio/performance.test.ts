import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Decimal } from '../../kernel/money/index.ts';
import {
  booksNow,
  equityReturns,
  isTooFew,
  maxDrawdown,
  profitFactor,
  sharpeRatio,
  sortinoRatio,
  winRate,
} from './performance.ts';

const oracle = fileURLToPath(
  new URL('../../../../../../shared/data/oracles/metrics/empyrical_vectors.json', import.meta.url),
);

test('a steady gain and loss of the same size has no Sharpe above zero', () => {
  expect(sharpeRatio([0.01, -0.01, 0.01, -0.01], 252)).toBeCloseTo(0, 12);
  expect(sharpeRatio([0.01], 252)).toBeNull();
  expect(sharpeRatio([0.01, 0.01], 252)).toBeNull();
});

test('without a losing period there is no Sortino ratio', () => {
  expect(sortinoRatio([0.01, 0.02], 252)).toBeNull();
});

test('a fall of a half after a doubling is a drawdown of a half', () => {
  expect(maxDrawdown([1, -0.5, 0.1])).toBeCloseTo(-0.5, 12);
  expect(maxDrawdown([0.1, 0.2])).toBe(0);
});

test('trades that broke even say nothing about winning', () => {
  expect(winRate(3, 1)).toBe(0.75);
  expect(winRate(0, 0)).toBeNull();
});

test('two earned for each one lost is a profit factor of two', () => {
  expect(profitFactor([3, -1, 1, -1])).toBe(2);
  expect(profitFactor([3])).toBeNull();
});

interface Vectors {
  readonly series: Readonly<Record<string, { readonly values: readonly (number | null)[] }>>;
  readonly cases: readonly {
    readonly test: string;
    readonly params: readonly string[];
    readonly values: readonly unknown[];
  }[];
}

interface OracleCase {
  readonly name: string;
  readonly returns: readonly number[];
  readonly periods: number;
  /** Null where the oracle has no number: too few returns, or nothing to divide by. */
  readonly expected: number | null;
}

const PERIODS: Readonly<Record<string, number>> = {
  'empyrical.DAILY': 252,
  'empyrical.WEEKLY': 52,
  'empyrical.MONTHLY': 12,
};

/** The cases of one figure with a rate of zero, a known period and a number as the answer. */
function oracleCases(figure: string): readonly OracleCase[] {
  const { series, cases } = JSON.parse(readFileSync(oracle, 'utf8')) as Vectors;
  return cases
    .filter((one) => one.test === figure)
    .flatMap((one): OracleCase[] => {
      const given = Object.fromEntries(one.params.map((param, i) => [param, one.values[i]])) as Record<string, unknown>;
      const name = (given.returns as { series?: string } | null)?.series;
      const rate = given.risk_free ?? given.required_return ?? 0;
      const values = name === undefined ? undefined : series[name]?.values;
      const periods = PERIODS[(given.period as { expr?: string } | undefined)?.expr ?? 'empyrical.DAILY'];
      const { expected } = given;
      if (
        !name ||
        !values ||
        rate !== 0 ||
        periods === undefined ||
        (typeof expected !== 'number' && expected !== null && expected !== 'inf')
      )
        return [];
      return [
        {
          name,
          returns: values.filter((value) => value !== null),
          periods,
          expected: typeof expected === 'number' ? expected : null,
        },
      ];
    });
}

function expectAsOracle(figure: string, compute: (one: OracleCase) => number | null, least: number): void {
  const cases = oracleCases(figure);
  expect(cases.length).toBeGreaterThanOrEqual(least);
  for (const one of cases) {
    const computed = compute(one);
    if (one.expected === null) expect(computed, one.name).toBeNull();
    else expect(computed, one.name).toBeCloseTo(one.expected, 9);
  }
}

test('the return of a day is what was earned over what was there, paid in or taken out at its begin', () => {
  const days = [
    { equityUsd: 1000, earnedUsd: 0 },
    { equityUsd: 1050, earnedUsd: 50 },
    // 950 USD were paid in, and 100 of 2,000 lost.
    { equityUsd: 1900, earnedUsd: -50 },
    // All was taken out.
    { equityUsd: 0, earnedUsd: -50 },
  ];
  expect(equityReturns(days)).toEqual([0.05, -0.05, 0]);
});

test.skipIf(!existsSync(oracle))('the Sharpe ratio is the one an independent library computes', () => {
  expectAsOracle('test_sharpe_ratio', ({ returns, periods }) => sharpeRatio(returns, periods), 5);
});

test.skipIf(!existsSync(oracle))('the Sortino ratio is the one an independent library computes', () => {
  expectAsOracle('test_sortino', ({ returns, periods }) => sortinoRatio(returns, periods), 6);
});

test.skipIf(!existsSync(oracle))('the maximum drawdown is the one an independent library computes', () => {
  expectAsOracle('test_max_drawdown', ({ returns }) => (returns.length === 0 ? null : maxDrawdown(returns)), 4);
});

test.each([
  [20, 30, false],
  [19, 30, true],
  [20, 29, true],
  [0, 0, true],
])('a record of %d days and %d trades is too short: %s', (days, trades, answer) => {
  expect(isTooFew({ days, trades })).toBe(answer);
});

test('two returns are enough for a ratio, computed by hand', () => {
  // a mean of 2 %, a deviation of the root of 2 %² and 252 periods
  expect(sharpeRatio([0.01, 0.03], 252)).toBeCloseTo((0.02 / Math.sqrt(0.0002)) * Math.sqrt(252), 9);
  // a mean of 1 %, and a fall of 1 % in one of two periods
  expect(sortinoRatio([-0.01, 0.03], 252)).toBeCloseTo((0.01 / Math.sqrt(0.00005)) * Math.sqrt(252), 9);
  expect(sortinoRatio([-0.01], 252)).toBeNull();
});

test('a win rate counts what won or lost', () => {
  expect(winRate(3, 1)).toBe(0.75);
});

test('results of nothing are neither earned nor lost', () => {
  expect(profitFactor([10, 0, -4, 0, 2])).toBe(3);
});

test('a day on which nothing was left to earn with returned nothing', () => {
  const days = [
    { equityUsd: 100, earnedUsd: 0 },
    { equityUsd: 5, earnedUsd: 5 },
  ];
  expect(equityReturns(days)).toEqual([0]);
});

test('what was earned is equity less what was paid in', () => {
  const books = { equityUsd: new Decimal(1150), startingCapitalUsd: new Decimal(1000), transfersUsd: new Decimal(100) };
  expect(booksNow(books)).toEqual({ equityUsd: 1150, earnedUsd: 50 });
});
