import { z } from 'zod';
import { decimal, instant } from '../view.ts';

export const portfolioView = z
  .object({
    equityUsd: decimal,
    cashUsd: decimal,
    exposureUsd: decimal,
    startingCapitalUsd: decimal,
    realizedPnl: decimal,
    unrealizedPnl: decimal,
    feesUsd: decimal,
    peakEquityUsd: decimal,
    drawdown: z.number().meta({ description: 'how far equity lies below its peak, a fraction' }),
    openPositions: z.int(),
    wins: z.int(),
    losses: z.int(),
    winRate: z.number().nullable(),
    sharpeRatio: z.number().nullable().meta({ description: 'of the latest snapshot' }),
    pnl24h: decimal.nullable().meta({ description: 'of the latest snapshot' }),
    at: instant,
  })
  .meta({ id: 'Portfolio' });

export const snapshotView = z
  .object({
    timestamp: instant,
    totalValue: decimal,
    cashUsd: decimal,
    pnl24h: decimal,
    realizedPnl: decimal,
    unrealizedPnl: decimal,
    feesUsd: decimal,
    openPositions: z.int(),
    winRate: z.number().nullable(),
    sharpeRatio: z.number().nullable(),
    drawdown: z.number(),
    peakValue: decimal,
    cause: z.string(),
  })
  .meta({ id: 'PortfolioSnapshot' });

export type PortfolioView = z.infer<typeof portfolioView>;
export type SnapshotView = z.infer<typeof snapshotView>;
