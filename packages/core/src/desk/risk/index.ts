export { correlation, returnsOf } from './correlation.ts';
export { type EntryPrice, entryPriceFault } from './entry-price.ts';
export { type PlannedPrices, plannedSizeUsd, planTrade } from './plan.ts';
export { type FittedSize, fitSize, LEAST_STOP_DISTANCE, riskFraction, type SizeLimits } from './sizing.ts';
