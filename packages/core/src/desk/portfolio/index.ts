export { maxDrawdown, sharpeRatio, sortinoRatio, winRate } from './performance.ts';
export { snapshotPortfolio } from './snapshot-portfolio.ts';
export { type Portfolio, readPortfolio } from './store.ts';
