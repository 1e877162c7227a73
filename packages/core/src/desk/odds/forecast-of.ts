import { stopDistance } from '../entries/index.ts';
import type { Calibration, Forecast, Odds } from './odds.ts';
import { baseOf, mappedOf, oddsOf } from './odds-of.ts';

/** What a buy is expected to do, and what is known of such forecasts. */
export interface Foreseen extends Pick<Forecast, 'price' | 'stop' | 'score' | 'mapped' | 'base'> {
  readonly odds: Odds;
}

export interface Rated {
  readonly confidence: number;
  readonly price: number;
  /** Average true range of 14 hours, in price units. */
  readonly atr: number;
  /** The map of the kind of its source; null before the first. */
  readonly calibration: Calibration | null;
}

/** The forecast that a buy of this confidence is: its stop lies where the rules would put one. */
export function forecastOf({ confidence, price, atr, calibration }: Rated): Foreseen {
  return {
    ...{ price, stop: price * (1 - stopDistance(price, atr)), score: confidence },
    ...{ mapped: mappedOf(calibration, confidence), base: baseOf(calibration) },
    odds: oddsOf(calibration, confidence),
  };
}
