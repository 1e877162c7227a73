export { calibrate, PRIOR } from './calibrate.ts';
export { type Foreseen, forecastOf } from './forecast-of.ts';
export { judgeForecast } from './judge-forecast.ts';
export {
  type Calibration,
  type Estimate,
  type Forecast,
  HORIZON_MS,
  type Odds,
  type OddsStep,
  ROUND_TRIP_COST,
  type SettledForecast,
} from './odds.ts';
export { conviction, oddsOf } from './odds-of.ts';
export { countLosses, type EndedOne, isOnProbation, LOSSES_COUNT_MS, sayProbation } from './probation.ts';
export { sayOdds } from './say-odds.ts';
export { RECORD_MS, settleForecasts } from './settle-forecasts.ts';
export {
  type Fit,
  type ForecastRow,
  forecastOdds,
  insertForecast,
  listFits,
  lossesSinceWin,
  oddsFrom,
} from './store.ts';
