import { estimate, surely } from './estimate.ts';
import type { Calibration, Estimate, OddsStep, SettledForecast } from './odds.ts';

/**
 * What a company expects before it has forecasts of its own: the share of the desk's buy signals that paid in the lab,
 * and what the others cost against what these brought.
 */
export const PRIOR = { base: 0.37, needs: 0.43 } as const;
/** So many imagined forecasts stand for the prior, and for the base rate in a step. */
const PRIOR_COUNT = 30;
const STEP_PRIOR = 20;
/** A step needs so many forecasts, and there are at most so many. */
const LEAST_IN_STEP = 40;
const MOST_STEPS = 5;
/** Fewer forecasts never show that scores tell. */
const LEAST_TELLING = 100;

/**
 * The map from scores to probabilities: steps of equally many forecasts, each shrunk to the base rate, pooled until
 * they never fall. Where the map told no more than the base rate, all forecasts are one step.
 */
export function calibrate(settled: readonly SettledForecast[]): Calibration {
  const byScore = settled.toSorted((a, b) => a.score - b.score || a.madeAt.getTime() - b.madeAt.getTime());
  const paid = byScore.filter((one) => one.paid).length;
  const base = (paid + PRIOR_COUNT * PRIOR.base) / (byScore.length + PRIOR_COUNT);
  const skill = estimate(byScore.map((one) => ({ at: one.madeAt, value: skillOf(one) })));
  const telling = isTelling(skill, byScore.length);
  const steps = pool(inSteps(byScore), base).map((group, index) => stepOf(group, base, index === 0));
  return {
    ...{ base, needs: needsOf(byScore), skill, telling },
    whole: { ...stepOf(byScore, base, true), probability: base },
    steps,
  };
}

/** Whether skill is no luck, although it was looked for every morning. */
function isTelling({ low, high }: Estimate, of: number): boolean {
  return of >= LEAST_TELLING && low !== null && high !== null && surely({ low, high }) > 0;
}

function skillOf({ base, mapped, paid }: SettledForecast): number {
  const happened = paid ? 1 : 0;
  return (base - happened) ** 2 - (mapped - happened) ** 2;
}

type Group = readonly SettledForecast[];

/** Cuts forecasts by score into equal parts; equal scores stay together. */
function inSteps(byScore: Group): readonly Group[] {
  const count = Math.max(1, Math.min(MOST_STEPS, Math.floor(byScore.length / LEAST_IN_STEP)));
  const groups: SettledForecast[][] = [[]];
  for (const one of byScore) {
    const group = groups.at(-1) ?? [];
    const isFull = group.length >= byScore.length / count && group.at(-1)?.score !== one.score;
    if (isFull && groups.length < count) groups.push([one]);
    else group.push(one);
  }
  return groups;
}

/** Joins neighbours until the probability never falls with the score (pool adjacent violators). */
function pool(groups: readonly Group[], base: number): readonly Group[] {
  const pooled: Group[] = [];
  for (const group of groups) {
    let last: Group = group;
    for (let before = pooled.at(-1); before && shareOf(before, base) >= shareOf(last, base); before = pooled.at(-1)) {
      pooled.pop();
      last = [...before, ...last];
    }
    pooled.push(last);
  }
  return pooled;
}

const shareOf = (group: Group, base: number): number =>
  (group.filter(({ paid }) => paid).length + STEP_PRIOR * base) / (group.length + STEP_PRIOR);

function stepOf(group: Group, base: number, isFirst: boolean): OddsStep {
  const { mean, low, high } = estimate(group.map(({ madeAt, resultR }) => ({ at: madeAt, value: resultR })));
  return {
    from: isFirst ? 0 : (group[0]?.score ?? 0),
    ...{ of: group.length, paid: group.filter(({ paid }) => paid).length, probability: shareOf(group, base) },
    edge: { mean: (mean * group.length) / (group.length + STEP_PRIOR), low, high },
  };
}

/** Where the odds break even: what those that did not pay cost, of what both came to; shrunk to the prior. */
function needsOf(settled: Group): number {
  const gains = settled.filter(({ paid }) => paid).map(({ resultR }) => resultR);
  const losses = settled.filter(({ paid }) => !paid).map(({ resultR }) => -resultR);
  if (gains.length === 0 || losses.length === 0) return PRIOR.needs;
  const [gain, loss] = [mean(gains), mean(losses)];
  const needs = gain + loss > 0 ? loss / (gain + loss) : PRIOR.needs;
  return (settled.length * needs + PRIOR_COUNT * PRIOR.needs) / (settled.length + PRIOR_COUNT);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
