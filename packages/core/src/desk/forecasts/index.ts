export { brier } from './brier.ts';
export type { Forecast } from './forecast.ts';
export { listForecasts } from './list-store.ts';
export { scoreForecasts } from './score-forecasts.ts';
export { forecastKind, isPosted, POSTED, recordOf, sayRecord } from './source-record.ts';
