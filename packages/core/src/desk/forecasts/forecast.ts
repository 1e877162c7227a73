/** Whose forecasts are scored: an agent's votes, a source's confidence, or all votes of a kind of conversation. */
export type ForecastBy = 'agent' | 'source' | 'format';

/** Fewer scored forecasts say nothing. */
export const LEAST_SCORED = 5;

/**
 * How well forecasts held, by the Brier score: the mean of (forecast − outcome)², where the outcome is 1 for a trade
 * that won and 0 for one that lost, and a vote to reject at 0.8 forecasts 0.2. 0 is perfect, 0.25 a coin's. A breakeven
 * and an abstention score nothing.
 */
export interface Forecast {
  readonly by: ForecastBy;
  readonly name: string;
  readonly scored: number;
  /** Null below five scored forecasts: not yet. */
  readonly brier: number | null;
}
