export { type CsvRow, exportNames, listForExport } from './export-store.ts';
export {
  booksNow,
  equityReturns,
  maxDrawdown,
  profitFactor,
  sharpeRatio,
  sortinoRatio,
  winRate,
} from './performance.ts';
export { snapshotAtClose, snapshotPortfolio } from './snapshot-portfolio.ts';
export { listDailyBooks, type Portfolio, portfolioNow, readPortfolio } from './store.ts';
