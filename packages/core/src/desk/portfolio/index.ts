export { exportNames, listForExport } from './export-store.ts';
export { type OldPrices, oldPricesOf } from './old-prices.ts';
export {
  booksNow,
  ENOUGH_TRADES,
  equityReturns,
  isTooFew,
  maxDrawdown,
  profitFactor,
  sharpeRatio,
  sortinoRatio,
  winRate,
} from './performance.ts';
export type { Portfolio } from './portfolio.ts';
export { snapshotAtClose, snapshotPortfolio } from './snapshot-portfolio.ts';
export { findRatiosFrom, listDailyBooks, portfolioNow, readPortfolio } from './store.ts';
