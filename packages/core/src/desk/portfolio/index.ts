export { type CsvRow, exportNames, listForExport } from './export-store.ts';
export { maxDrawdown, profitFactor, sharpeRatio, sortinoRatio, winRate } from './performance.ts';
export { snapshotAtClose, snapshotPortfolio } from './snapshot-portfolio.ts';
export { listDailyEquity, type Portfolio, readPortfolio } from './store.ts';
