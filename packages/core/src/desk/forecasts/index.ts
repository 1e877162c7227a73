export { brier } from './brier.ts';
export { scoreForecasts } from './score-forecasts.ts';
export { isPosted, recordOf, sayRecord } from './source-record.ts';
