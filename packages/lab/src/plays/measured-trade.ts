import type { SeriesMarket } from '@atc/core/market';
import type { Trade } from '../engine/index.ts';
import { excursionOf, type MeasuredTrade } from '../measure/index.ts';

/** A trade with what the price did while it was open. */
export function measuredTrade(market: SeriesMarket, trade: Trade): MeasuredTrade {
  const bars = market.barsClosedBetween(trade.contract, trade.openedAt, trade.closedAt);
  return {
    ...{ token: trade.symbol, openedAt: trade.openedAt.getTime(), closedAt: trade.closedAt.getTime() },
    ...{ entryPrice: trade.entryPrice, exitPrice: trade.exitPrice, costUsd: trade.entryCostUsd },
    ...{ pnlUsd: trade.pnlUsd, feesUsd: trade.feesUsd, slippageUsd: trade.slippageUsd, return: trade.pnlPct },
    riskUsd: trade.riskUsd,
    ...excursionOf(trade.entryPrice, bars),
    ...{ source: trade.source ?? 'unknown', reason: trade.reason, confidence: trade.confidence },
  };
}
