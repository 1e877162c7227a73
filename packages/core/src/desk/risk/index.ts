export { correlation, returnsOf } from './correlation.ts';
export { type EntryPrice, entryPriceFault } from './entry-price.ts';
export { LEVEL_SAYS, type LevelFault, type Levels, levelFault } from './levels.ts';
export { LOT_SAYS, type PartOf, partToSell } from './part.ts';
export { type HeldLevels, type PlannedPrices, planMore, plannedSizeUsd, planTrade } from './plan.ts';
export { type FittedSize, fitSize, LEAST_STOP_DISTANCE, riskFraction, type SizeLimits } from './sizing.ts';
