export type { Forecast } from './forecast.ts';
export { listForecasts } from './store.ts';
