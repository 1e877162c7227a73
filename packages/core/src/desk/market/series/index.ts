export type { BarColumns } from './columns.ts';
export { type SeriesMarket, seriesMarket } from './series-market.ts';
