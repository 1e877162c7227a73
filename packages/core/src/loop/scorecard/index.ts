export type { Forecast } from './forecasts/index.ts';
export { readScorecard } from './read-scorecard.ts';
export { reportDay } from './report-day.ts';
export type { Goal, KindOdds, Score, Scorecard } from './score.ts';
export { type Holding, readHolding, readStanding, type Standing, sayStanding } from './standing/index.ts';
