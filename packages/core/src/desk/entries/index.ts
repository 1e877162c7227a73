export {
  BARS_COMPARED,
  type Correlated,
  correlation,
  findCorrelated,
  type HeldCloses,
  returnsOf,
} from './correlation.ts';
export { type EntryFacts, type EntryWish, type SizedEntry, sizeEntry } from './entry.ts';
export { faultOfResend, judgePurchase, type Purchase, type Wanted } from './judge-purchase.ts';
export { type HeldLevels, type PlannedPrices, planMore, planTrade, stopDistance } from './plan.ts';
export { lotFault, type PriceFacts, type PurchaseFacts, purchaseFault } from './purchase.ts';
export { type Approved, reassessEntry } from './reassess-entry.ts';
export { type Reassessed, type RiskFacts, reassess } from './reassessment.ts';
export { type FittedSize, fitSize, plannedSizeUsd, type SizeLimits } from './sizing.ts';
