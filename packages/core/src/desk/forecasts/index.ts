export { brier } from './brier.ts';
export { scoreForecasts } from './score-forecasts.ts';
export { forecastKind, isPosted, POSTED, recordOf, sayRecord } from './source-record.ts';
