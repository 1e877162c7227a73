export { type Bands, type Indicators, indicatorSeries, indicatorsOf } from './indicators.ts';
