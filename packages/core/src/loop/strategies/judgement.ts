import type { Expectation } from '../track-records/index.ts';
import type { StrategyKey } from './strategy.ts';

/** What the judge of promotions found of a run. */
export interface Judgement {
  readonly passed: boolean;
  /** Why it is not promoted: one sentence with its numbers for each gate that refuses. */
  readonly refusals: readonly string[];
  /** What the run came to, one sentence with its numbers. */
  readonly said: string;
  /** Variants of the family that were looked at. */
  readonly trials: number;
  /** Probability of an edge above the luck of the best of them; null where there is too little to tell. */
  readonly deflated: number | null;
  /** The figures behind it, as a memory keeps them. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** What its record lets expect; null of one without trades. */
  readonly expected: Expectation | null;
}

/** A strategy as people call it, `trend-majors@3`. */
export function nameOf({ name, version }: StrategyKey): string {
  return `${name}@${version}`;
}
