export { type LastTest, lastTestsNow, type Shortfall, shortfallsNow } from './choice-store.ts';
export { pauseStrategy, resumeStrategy } from './pause-strategy.ts';
export { recordTest, type StrategyTest, sayLeft, tellUntested } from './record-test.ts';
export { LEAST_TRADES, quotaOf, TESTER, type TrialQuota } from './trial-quota.ts';
