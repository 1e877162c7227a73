/** What the whole market is like. */
export type RegimeName = 'rising' | 'falling' | 'ranging';

/** The market of all tokens that the company sees, from closed hourly bars of a week. Changes are fractions. */
export interface Regime {
  readonly name: RegimeName;
  /** The token that others follow: BTC where it is listed, else the first. */
  readonly leader: string;
  /** How far the leader stands above its average of a week. */
  readonly leaderTrend: number;
  /** Share of the tokens that stand above their own average. */
  readonly breadth: number;
  /** How far the average token moved in a week. */
  readonly change: number;
  /** The median token's deviation of an hour's return over the last day, and over the week. */
  readonly volatility: number;
  readonly usualVolatility: number;
  /** How much the tokens move together: the mean correlation of each with all. Null with one token. */
  readonly correlation: number | null;
  readonly tokens: number;
}
