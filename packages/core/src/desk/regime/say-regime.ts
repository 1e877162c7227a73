import { sayPct, sayRatio } from '../../kernel/figures/index.ts';
import type { Regime } from './regime.ts';

/** The market in one sentence, with its figures. */
export function sayRegime({ name, breadth, tokens, leader, leaderTrend, change, correlation }: Regime): string {
  const above = `${Math.round(breadth * tokens)} of ${tokens} tokens stand above their week's average`;
  const moves = correlation === null ? '' : `, moving together at ${sayRatio(correlation)}`;
  return (
    `the market is ${name}: ${above}, ${leader} ${sayPct(leaderTrend)} from its own, ` +
    `${sayPct(change)} in a week on average${moves}`
  );
}
