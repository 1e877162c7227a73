import { ungroundedNumbers } from '../grounding.ts';
import type { TalkBriefing } from '../talk.ts';
import type { Point } from './claim.ts';
import { factsOf } from './findings.ts';

/** An utterance, and what it is said to rest on. */
export interface Utterance {
  readonly text: string;
  readonly point?: Point | undefined;
}

const NAME = /\b[A-Z]{3,}\b/g;

/**
 * Returns what of an utterance the facts do not hold: figures that are not among them, names that are not, and claims
 * whose source says another figure.
 */
export function unfounded({ text, point }: Utterance, facts: TalkBriefing): readonly string[] {
  const known = JSON.stringify(facts).toUpperCase();
  const names = [...text.matchAll(NAME)]
    .map(([name]) => name)
    .filter((name) => !known.includes(name) && name !== 'UTC');
  const told = factsOf(facts);
  const claimed = point && told.find(({ source }) => source === point.claim.source);
  const claims = point && claimed?.figure !== point.claim.figure ? [point.claim.id] : [];
  // Some figures are made of two facts: so many of so many.
  const figures = told.map(({ figure, on }) => [figure, on]);
  return [...ungroundedNumbers(text, [facts, figures]), ...names, ...claims];
}
