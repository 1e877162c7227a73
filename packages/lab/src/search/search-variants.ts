import { availableParallelism } from 'node:os';
import type { Prepared } from '@atc/core/desk/strategies';
import type { Terms } from '../engine/index.ts';
import type { Tape } from '../strategies/index.ts';
import type { Part, Search, TriedVariant } from './search.ts';
import { runThreads } from './threads/run-threads.ts';
import { variantsOf } from './variants.ts';

/** What is searched. */
export interface SearchAsked {
  readonly tape: Tape;
  readonly prepared: Prepared;
  readonly parts: readonly Part[];
  readonly terms: Terms;
  /** Threads; undefined: one less than the machine has processors, at least one. */
  readonly threads?: number | undefined;
  /** What earlier searches of the same have found. */
  readonly known?: readonly TriedVariant[];
  readonly stop?: AbortSignal | undefined;
  /** Hears what comes of each variant as it comes, to keep it. */
  readonly hear?: (tried: TriedVariant) => void;
}

/** What came of every variant that was played, in the order of their numbers: threads do not change it. */
export async function searchVariants(asked: SearchAsked): Promise<readonly TriedVariant[]> {
  const { tape, prepared, parts, terms, known = [], threads = Math.max(1, availableParallelism() - 1) } = asked;
  const search: Search = { strategy: prepared.strategy, parts, terms };
  const found = new Map(known.map((one) => [one.variant, one]));
  const hear = (tried: TriedVariant) => {
    found.set(tried.variant, tried);
    asked.hear?.(tried);
  };
  const variants = variantsOf(prepared.strategy.parameters).flatMap((_, number) => (found.has(number) ? [] : [number]));
  await runThreads({ tape, search, variants, threads, stop: asked.stop, hear });
  return [...found.values()].sort((a, b) => a.variant - b.variant);
}
