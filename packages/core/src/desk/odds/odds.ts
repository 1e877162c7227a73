import { DAY_MS } from '../../kernel/time/index.ts';

/** A forecast is settled by what its token did over this long, company time. */
export const HORIZON_MS = DAY_MS;
/** What getting in and out costs, a fraction of the size: fees, spread and impact of a small order. */
export const ROUND_TRIP_COST = 0.003;

/**
 * A mean and the range that holds it with 95 %, days being the clusters; the range is null with too little to tell.
 */
export interface Estimate {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an analysed buy signal was expected to do, traded or not. */
export interface Forecast {
  /** Which record it counts in. */
  readonly kind: string;
  readonly contract: string;
  readonly madeAt: Date;
  /** The last price when it was made, and where the rules would have put a stop. */
  readonly price: number;
  readonly stop: number;
  /** The signal's confidence, 0 to 1. */
  readonly score: number;
  /** The probability of paying that the map known then gave this score, and the base rate known then. */
  readonly mapped: number;
  readonly base: number;
}

/** A forecast whose day is over. */
export interface SettledForecast extends Pick<Forecast, 'madeAt' | 'score' | 'mapped' | 'base'> {
  /** Whether a purchase would have brought more than its costs by then, its stop never reached. */
  readonly paid: boolean;
  /** What it would have come to after costs, in units of its risk. */
  readonly resultR: number;
}

/** What came of the forecasts whose score lay between this one and the next step's. */
export interface OddsStep {
  /** The least score of the step; 0 for the first. */
  readonly from: number;
  readonly of: number;
  readonly paid: number;
  /** The probability of paying, shrunk to the base rate. */
  readonly probability: number;
  /** What such forecasts came to in R, shrunk to nothing, with the range of their plain mean. */
  readonly edge: Estimate;
}

/** The map from the score of one kind of source to a probability, fitted on what came of earlier forecasts. */
export interface Calibration {
  /** The share that paid, shrunk to the prior. */
  readonly base: number;
  /** The probability at which a forecast neither earns nor loses, from what those that paid and did not came to. */
  readonly needs: number;
  /** Of Brier scores: the base rate's less the map's, both as known when a forecast was made. Above 0 is skill. */
  readonly skill: Estimate;
  /** Whether the map was better than the base rate, by more than chance; if not, all scores count as one. */
  readonly telling: boolean;
  /** All forecasts as one. */
  readonly whole: OddsStep;
  /** By score, ascending; their probabilities never fall. */
  readonly steps: readonly OddsStep[];
}

/** What is known of a signal's chance to pay. */
export interface Odds {
  /** Of paying after costs within a day, 0 to 1. */
  readonly probability: number;
  /** How many such forecasts were settled, and how many of these paid. */
  readonly of: number;
  readonly paid: number;
  readonly needs: number;
  /** In R. */
  readonly edge: Estimate;
  /** Whether the score makes a difference. */
  readonly telling: boolean;
  /** Whether such forecasts were shown to earn or to lose; null: not yet. */
  readonly shown: 'earns' | 'loses' | null;
}
