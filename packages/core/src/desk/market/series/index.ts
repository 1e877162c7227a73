export { type BarColumns, barAt, closedBy, columnsOf } from './columns.ts';
export * from './indicators/columns/index.ts';
export { longerColumns } from './intervals.ts';
export { type SeriesMarket, seriesMarket } from './series-market.ts';
