export { scoreForecasts } from './score-forecasts.ts';
export { isPosted, recordOf, sayRecord } from './source-record.ts';
