import type { VoteChoice } from '../../mind.ts';
import type { Concern } from './concern.ts';

/** How an agent votes and what it is about, before it is put into words. */
export interface Judgement<Topic extends string = string> {
  readonly vote: VoteChoice;
  readonly probability: number;
  /** What speaks against it, the gravest first. */
  readonly concerns: readonly Concern<Topic>[];
  /** What speaks for it, the best first. */
  readonly favours: readonly Concern<Topic>[];
}

const LEAST = 0.5;
const MOST = 0.97;

/**
 * Weighs what was found against a prior (log-odds that the proposal is a bad one) and votes for the likelier side. The
 * probability is that of the side taken, in hundredths, from 0.50 to 0.97: nobody here is ever certain.
 */
export function weigh<Topic extends string>(prior: number, found: readonly Concern<Topic>[]): Judgement<Topic> {
  const bad = 1 / (1 + Math.exp(-(prior + found.reduce((sum, { weight }) => sum + weight, 0))));
  const vote = bad >= 0.5 ? 'reject' : 'approve';
  const sure = Math.min(MOST, Math.max(LEAST, vote === 'reject' ? bad : 1 - bad));
  return { vote, probability: Math.round(sure * 100) / 100, ...sidesOf(found) };
}

/** No vote: what it would rest on is not known. */
export function abstain<Topic extends string>(found: readonly Concern<Topic>[]): Judgement<Topic> {
  return { vote: 'abstain', probability: LEAST, ...sidesOf(found) };
}

function sidesOf<Topic extends string>(found: readonly Concern<Topic>[]) {
  return {
    concerns: found.filter(({ weight }) => weight > 0),
    favours: found.filter(({ weight }) => weight < 0),
  };
}
