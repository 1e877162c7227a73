import { HOUR_MS } from '@atc/core/kernel/time';
import type { MeasuredTrade } from '../trades/trade.ts';

/** A trade of one day with a result, the rest as wanted. */
export function aTrade(result: number, rest: Partial<MeasuredTrade> = {}): MeasuredTrade {
  const openedAt = rest.openedAt ?? Date.parse('2025-01-02T00:00:00Z');
  return {
    ...{ token: 'SOL', openedAt, closedAt: openedAt + HOUR_MS, entryPrice: 100, exitPrice: 100 * (1 + result) },
    ...{ costUsd: 50, pnlUsd: 50 * result, feesUsd: 0.1, slippageUsd: 0.02, return: result, riskUsd: 2.5 },
    ...{ mae: Math.min(0, result) - 0.01, mfe: Math.max(0, result) + 0.01 },
    ...{ source: 'scan', reason: 'target', confidence: 0.7 },
    ...rest,
  };
}
