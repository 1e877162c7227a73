export { readScorecard } from './read-scorecard.ts';
export type { Goal, Score, Scorecard } from './score.ts';
