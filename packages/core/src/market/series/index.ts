export { type BarColumns, barAt, closedBy, columnsOf } from '../bar-columns.ts';
export * from '../indicator-columns/index.ts';
export { longerColumns } from './intervals.ts';
export { type SeriesMarket, seriesMarket } from './series-market.ts';
