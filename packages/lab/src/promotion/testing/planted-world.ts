import type { Trial } from '@atc/core/loop/trials';
import { DAY_MS, DAYS_A_YEAR, drawNormal, mean, type Random, randomOf } from '../../measure/index.ts';
import { trialOf } from '../../trials/index.ts';

/** A world whose truth is known. */
export interface Planted {
  readonly seed: string;
  /** True Sharpe ratio of a year of the best variant; the others have less of it, the last one none. */
  readonly sharpe: number;
  readonly days: number;
  readonly variants: number;
}

const DEVIATION = 0.01;
/** How much of their days the variants of a family share. */
const SHARED = 0.7;
const DAYS_A_TRADE = 7;
const HOLDOUT = 0.2;
/** How much more of the market is held by who holds. */
const HELD = 4;
const BEGIN = Date.UTC(2023, 0, 1);

/** The ledger of a family that was searched in such a world, and the trial of the variant that looked best. */
export function plantWorld(planted: Planted): { readonly ledger: readonly Trial[]; readonly chosen: Trial } {
  const { seed, days, variants } = planted;
  const random = randomOf(`planted ${seed}`);
  const market = drawNormals(random, days);
  const series = drawFamily(planted, random, market);
  // What has one variant has no parameter.
  const valuesOf = (n: number): Trial['values'] => (variants === 1 ? {} : { n });
  const looked = series.map((returns, n) => tryOf({ seed, values: valuesOf(n), split: 'whole', returns, first: 0 }));
  const best = looked.toSorted((a, b) => b.sharpe - a.sharpe)[0];
  if (!best) throw new RangeError('a family has variants');
  const n = Number(best.values.n ?? 0);
  const later = drawNormals(random, Math.round((days * HOLDOUT) / (1 - HOLDOUT)));
  const kept = drawFamily(planted, random, later)[n] ?? [];
  // Dice buy the same tokens, so that the market moves them alike.
  const [placebo = []] = drawFamily({ ...planted, variants: 1, sharpe: 0 }, random, market);
  const chosen: Trial = {
    ...best,
    evidence: {
      windows: Array.from({ length: 4 }, () => ({ from: best.from, to: best.to })),
      daysInMarket: days,
      hold: market.map((value) => HELD * DEVIATION * value),
      placebo: [...placebo],
      leftOut: months(best.returns),
      neighbours: [n - 1, n + 1].flatMap((one) => (series[one] ? [mean(series[one])] : [])),
      checks: [{ name: 'look-ahead', passed: true, found: '20 of 20 instants' }],
      holdout: { from: best.to, to: new Date(BEGIN + (days + later.length) * DAY_MS).toISOString() },
    },
  };
  const holdout = tryOf({ seed, values: valuesOf(n), split: 'holdout', returns: kept, first: days });
  return { chosen, ledger: [...looked.map((one) => (one === best ? chosen : one)), holdout].slice(0, variants + 1) };
}

/** Daily returns of variants that share most of what moves them; what they earn falls from the first to the last. */
function drawFamily(
  { sharpe, variants }: Planted,
  random: Random,
  market: readonly number[],
): readonly (readonly number[])[] {
  return Array.from({ length: variants }, (_, n) => {
    const edge = (sharpe / Math.sqrt(DAYS_A_YEAR)) * (1 - n / Math.max(1, variants - 1) || 1);
    const own = Math.sqrt(1 - SHARED ** 2);
    return market.map((shared) => DEVIATION * (edge + SHARED * shared + own * drawNormal(random)));
  });
}

const drawNormals = (random: Random, days: number) => Array.from({ length: days }, () => drawNormal(random));

interface Drawn {
  readonly seed: string;
  readonly values: Trial['values'];
  readonly split: 'whole' | 'holdout';
  readonly returns: readonly number[];
  readonly first: number;
}

function tryOf({ seed, values, split, returns, first }: Drawn): Trial {
  const from = BEGIN + first * DAY_MS;
  const trades = Array.from({ length: Math.floor(returns.length / DAYS_A_TRADE) }, (_, i) =>
    returns.slice(i * DAYS_A_TRADE, (i + 1) * DAYS_A_TRADE).reduce((sum, value) => sum + value, 0),
  );
  return trialOf(
    {
      ...{ family: `planted ${seed}`, strategy: 'planted', version: 1, values, recording: seed, seed, costs: 1.5 },
      ...{ split, from, to: from + returns.length * DAY_MS, dailyReturns: returns, results: trades, slippage: 0.0006 },
    },
    { by: 'test', at: new Date(Date.UTC(2026, 10, split === 'whole' ? 1 : 2)), code: 'test' },
  );
}

/** The mean of a day without each month of thirty days. */
function months(returns: readonly number[]): { name: string; mean: number }[] {
  return Array.from({ length: Math.floor(returns.length / 30) }, (_, month) => ({
    name: `month ${month + 1}`,
    mean: mean(returns.toSpliced(month * 30, 30)),
  }));
}
