import { createHash } from 'node:crypto';
import type { Values } from '@atc/core/desk/strategies';
import type { Terms } from '../engine/index.ts';
import type { Outcome, Part } from './search.ts';

/** One run's result, as a ledger takes it. Times are UTC milliseconds. */
export interface Trial extends Part, Pick<Outcome, 'results' | 'slippage'> {
  /** Hash of what was asked: the same question has the same id. */
  readonly runId: string;
  readonly family: string;
  readonly strategy: string;
  readonly version: number;
  readonly values: Values;
  readonly recording: string;
  readonly seed: string;
  readonly costs: number;
  readonly dailyReturns: readonly number[];
  /** How many trades it made. */
  readonly trades: number;
}

/** What a trial was asked with. */
export interface TrialAsked extends Pick<Trial, 'family' | 'strategy' | 'version' | 'values' | 'recording' | 'seed'> {
  /** The whole strategy as data. */
  readonly data: unknown;
  readonly part: Part;
  readonly terms: Terms;
}

/** A trial of what came of a variant. */
export function trialOf({ data, part, terms, ...asked }: TrialAsked, outcome: Outcome): Trial {
  const { values, recording, seed } = asked;
  const question = JSON.stringify([data, Object.entries(values), recording, part.from, part.to, seed, terms]);
  return {
    ...asked,
    ...part,
    runId: createHash('sha256').update(question).digest('hex').slice(0, 16),
    costs: terms.costs,
    dailyReturns: outcome.returns,
    ...{ trades: outcome.results.length, results: outcome.results, slippage: outcome.slippage },
  };
}
