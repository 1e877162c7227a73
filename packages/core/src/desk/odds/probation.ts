import { sayCount, sayUsd } from '../../kernel/figures/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';

/** How far back the losses of a token count. */
export const LOSSES_COUNT_MS = 30 * DAY_MS;
/** So many losses since its last win put a token on probation. */
const LOSSES = 2;

/**
 * Whether a token has lost so often since its last win that no more than a probe of it is bought: twice within 30 days.
 * A win ends it, and so does time.
 */
export const isOnProbation = (lossesSinceWin: number): boolean => lossesSinceWin >= LOSSES;

/** Why no more than a probe of a token is bought, in words. */
export function sayProbation(lossesSinceWin: number, probeUsd: number): string {
  const lost = sayCount(lossesSinceWin, 'loss', 'losses');
  return `${lost} in 30 days without a win: a probe of ${sayUsd(probeUsd)}`;
}

/** A trade that has ended, of one token. */
export interface EndedOne {
  readonly closedAt: Date;
  readonly outcome: 'win' | 'loss' | 'breakeven';
}

/** Counts the losses of a token since its last win, of its trades that ended within 30 days. */
export function countLosses(trades: readonly EndedOne[], now: Date): number {
  const since = now.getTime() - LOSSES_COUNT_MS;
  const late = trades.filter(({ closedAt }) => closedAt.getTime() >= since);
  const lastWin = Math.max(...late.map(({ closedAt, outcome }) => (outcome === 'win' ? closedAt.getTime() : -1)), -1);
  return late.filter(({ closedAt, outcome }) => outcome === 'loss' && closedAt.getTime() > lastWin).length;
}
