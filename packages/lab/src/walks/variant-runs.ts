import { type Prepared, valuesOf } from '@atc/core/desk/strategies';
import type { Terms } from '../engine/index.ts';
import { type Part, type TriedVariant, variantsOf } from '../search/index.ts';
import type { Stage } from '../stages/index.ts';
import type { Run } from '../trials/index.ts';

/** Variants that are played over the parts of a stage. */
export interface Searching {
  readonly stage: Stage;
  readonly prepared: Prepared;
  /** The first is the whole. */
  readonly parts: readonly Part[];
  readonly terms: Terms;
  readonly seed: string;
  readonly family: string;
}

/** The runs of a search over the whole, one for each variant. */
export function variantRuns(
  { prepared, parts, terms, seed, family }: Searching,
  all: readonly TriedVariant[],
): readonly Run[] {
  const { strategy } = prepared;
  const { name, version, parameters } = strategy;
  const variants = variantsOf(parameters);
  return all.flatMap(({ variant, outcomes: [outcome] }): readonly Run[] => {
    const [part] = parts;
    if (!outcome || !part) return [];
    const { returns: dailyReturns, results, slippage } = outcome;
    const values = variants[variant] ?? valuesOf(strategy);
    const shared = { strategy: name, version, family, seed };
    return [{ ...shared, ...part, values, costs: terms.costs, dailyReturns, results, slippage }];
  });
}
