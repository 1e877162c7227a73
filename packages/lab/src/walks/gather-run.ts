import type { Values } from '@atc/core/desk/strategies';
import { InvariantError } from '@atc/core/kernel/errors';
import { gatherEvidence } from '../evidence/index.ts';
import { type Checked, checkContender } from '../plays/index.ts';
import {
  type Cut,
  latestChoice,
  neighboursOf,
  rankVariants,
  type TriedVariant,
  variantsOf,
  type Walk,
  type WalkPlan,
  walksOf,
} from '../search/index.ts';
import { tradedPrices } from '../stages/index.ts';
import { type Contender, dataContender } from '../strategies/index.ts';
import type { Run } from '../trials/index.ts';
import { type Searching, variantRuns } from './variant-runs.ts';

/** A walk-forward whose variants were all played. */
export interface Walking extends Searching {
  readonly plan: WalkPlan;
  readonly cut: Cut;
  readonly all: readonly TriedVariant[];
  /** Hears how many plays of the checks are done. */
  readonly played?: Checked['played'];
}

/** What a walk-forward came to. */
export interface WalkedRuns {
  readonly walks: readonly Walk[];
  /** Each variant over the whole, and last the rolling tests as one run. */
  readonly runs: readonly Run[];
  /** The place of the variant that did best over the whole. */
  readonly best: number;
}

/** Makes the runs of a walk-forward: everything that somebody who reads it has looked at. */
export function walkedRuns(walking: Walking): WalkedRuns {
  const { plan, all } = walking;
  const walks = walksOf(plan, all);
  const [walk] = walks;
  if (!walk) throw new InvariantError('a walk has a mode');
  const best = all.findIndex(({ variant }) => variant === rankVariants(all, 0)[0]?.variant);
  return { walks, runs: [...variantRuns(walking, all), gatherRun(walking, walk)], best };
}

/**
 * The run that a walk-forward is: the tests one after the other, with all that a promotion asks for. What would be
 * promoted is the variant that the latest training chooses.
 */
function gatherRun({ stage, prepared, terms, seed, family, plan, cut, all, played }: Walking, walk: Walk): Run {
  const { name, version, parameters } = prepared.strategy;
  const chosen = latestChoice(plan, all);
  const contenders = new Map<number, Contender>();
  const contenderOf = (variant: number): Contender => {
    const known = contenders.get(variant) ?? dataContender(prepared, variantsOf(parameters)[variant]);
    contenders.set(variant, known);
    return known;
  };
  const {
    returns: dailyReturns,
    evidence,
    ...gathered
  } = gatherEvidence({
    ...{ arena: stage.arena, terms, seed, holdout: stage.holdout },
    windows: walk.windows.map(({ test, trained }) => ({ ...test, contender: contenderOf(trained.variant) })),
    prices: tradedPrices(stage, contenderOf(chosen)),
    neighbours: neighboursOf(parameters, chosen).map((one) => testsOf(walk, all, one)),
    checks: [
      ...checkContender({
        ...{ tape: stage.arena.tape, contender: () => contenderOf(chosen), seed },
        ...(played ? { played } : {}),
      }),
    ],
  });
  const [first, last] = [walk.windows[0], walk.windows.at(-1)];
  const values: Values = contenderOf(chosen).values;
  return {
    ...{ strategy: name, version, family, values, split: 'test', seed, dailyReturns },
    ...{ from: first?.test.from ?? 0, to: last?.test.to ?? 0, costs: terms.costs },
    of: [walk.mode, cut.trainMs, cut.gapMs, cut.testMs],
    evidence: { ...evidence, fill: terms.fill },
    ...gathered,
  };
}

/** The days of every test of a variant. */
function testsOf({ windows }: Walk, all: readonly TriedVariant[], variant: number): readonly number[] {
  const outcomes = all.find((one) => one.variant === variant)?.outcomes;
  return windows.flatMap(({ part }) => outcomes?.[part]?.returns ?? []);
}
