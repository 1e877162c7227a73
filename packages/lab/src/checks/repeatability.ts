import { createHash } from 'node:crypto';
import type { SeriesMarket } from '@atc/core/market';
import { endedAt } from './changed-market.ts';
import type { CheckLine, Decision, Subject } from './check.ts';

/** Checks that two plays of the same market, each read anew, decide the same. */
export function checkRepeatability(subject: Subject, market: SeriesMarket): CheckLine {
  return sameDecisions(() => subject(endedAt(market, market.endsAt)));
}

/** Checks that what is played twice decides the same. */
export function sameDecisions(play: () => readonly Decision[]): CheckLine {
  const [first, second] = [1, 2].map(() => hashOf(play()));
  return { name: 'repeatability', passed: first === second, found: `${first} and ${second}` };
}

function hashOf(decisions: readonly Decision[]): string {
  const hash = createHash('sha256');
  for (const { at, what } of decisions) hash.update(`${at} ${what}\n`);
  return hash.digest('hex').slice(0, 12);
}
