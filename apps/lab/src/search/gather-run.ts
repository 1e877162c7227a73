import type { Values } from '@atc/core/desk/strategies';
import { gatherEvidence } from '@atc/lab/evidence';
import { checkContender } from '@atc/lab/plays';
import { latestChoice, neighboursOf, type TriedVariant, variantsOf, type Walk, type WalkPlan } from '@atc/lab/search';
import { type Contender, dataContender } from '@atc/lab/strategies';
import type { Run } from '../asked/keep-looks.ts';
import type { LabContext } from '../command.ts';
import { openProgress } from '../progress.ts';
import { type Stage, tradedPrices } from '../strategies/open-stage.ts';
import type { Searched } from './run-search.ts';

/** A walk that was played, of which a run is to be made. */
export interface Walking extends Pick<Searched, 'stage' | 'prepared' | 'terms'> {
  readonly plan: WalkPlan;
  readonly walk: Walk;
  readonly all: readonly TriedVariant[];
}

/**
 * The run that a walk-forward is: the tests one after the other, with all that a promotion asks for. What would be
 * promoted is the variant that the latest training chooses.
 */
export function gatherRun(ctx: LabContext, { stage, prepared, terms, plan, walk, all }: Walking): Run {
  const { name, version, parameters } = prepared.strategy;
  const { seed } = ctx.wish;
  const chosen = latestChoice(plan, all);
  const contenders = new Map<number, Contender>();
  const contenderOf = (variant: number): Contender => {
    const known = contenders.get(variant) ?? dataContender(prepared, variantsOf(parameters)[variant]);
    contenders.set(variant, known);
    return known;
  };
  const { returns: dailyReturns, ...gathered } = gatherEvidence({
    ...{ arena: stage.arena, terms, seed, holdout: stage.holdout },
    windows: walk.windows.map(({ test, trained }) => ({ ...test, contender: contenderOf(trained.variant) })),
    prices: tradedPrices(stage, contenderOf(chosen)),
    neighbours: neighboursOf(parameters, chosen).map((one) => testsOf(walk, all, one)),
    checks: [...checked(ctx, stage, contenderOf(chosen))],
  });
  const [first, last] = [walk.windows[0], walk.windows.at(-1)];
  const values: Values = contenderOf(chosen).values;
  const { trainMs, gapMs, testMs } = ctx.options;
  return {
    ...{ strategy: name, version, family: ctx.options.family ?? name, values, split: 'test', seed, dailyReturns },
    ...{
      from: first?.test.from ?? 0,
      to: last?.test.to ?? 0,
      costs: terms.costs,
      of: [walk.mode, trainMs, gapMs, testMs],
    },
    ...gathered,
  };
}

/** The days of every test of a variant. */
function testsOf({ windows }: Walk, all: readonly TriedVariant[], variant: number): readonly number[] {
  const outcomes = all.find((one) => one.variant === variant)?.outcomes;
  return windows.flatMap(({ part }) => outcomes?.[part]?.returns ?? []);
}

function checked({ wish, terminal }: LabContext, { arena }: Stage, contender: Contender) {
  const bar = openProgress(terminal);
  const lines = checkContender({
    ...{ tape: arena.tape, contender: () => contender, seed: wish.seed },
    played: (done, of) => bar.show(`look-ahead, play ${done} of ${of}`, done / of),
  });
  bar.clear();
  return lines;
}
