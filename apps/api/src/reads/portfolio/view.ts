import { z } from 'zod';
import { decimal, instant } from '../view.ts';

const beforeFees = decimal.meta({ description: 'before fees' });
const ratio = z.number().nullable().meta({
  description: 'of daily returns, as of the snapshot; null where there were too few: 20 days and 30 closed trades',
});

export const portfolioView = z
  .object({
    equityUsd: decimal,
    cashUsd: decimal,
    exposureUsd: decimal,
    startingCapitalUsd: decimal,
    realizedPnl: beforeFees,
    unrealizedPnl: beforeFees,
    feesUsd: decimal,
    resultUsd: decimal.meta({ description: 'results of closed trades after fees' }),
    openResultUsd: decimal.meta({ description: 'what open trades come to so far, after the fees paid for them' }),
    peakEquityUsd: decimal,
    drawdown: z.number().meta({ description: 'how far equity lies below its peak, a fraction' }),
    openPositions: z.int(),
    wins: z.int(),
    losses: z.int(),
    winRate: z.number().nullable(),
    sharpeRatio: ratio,
    pnl24h: decimal.nullable().meta({ description: 'of the latest snapshot, after fees' }),
    pricedAt: instant.nullable().meta({ description: 'the oldest price that equity rests on; null: nothing is held' }),
    stale: z.boolean().meta({ description: 'whether equity rests on a price that is not fresh' }),
    staleTokens: z.array(z.string()).meta({ description: 'whose price is not fresh, the oldest first' }),
    at: instant,
  })
  .meta({ id: 'Portfolio' });

export const snapshotView = z
  .object({
    timestamp: instant,
    totalValue: decimal,
    cashUsd: decimal,
    pnl24h: decimal.meta({ description: 'after fees' }),
    realizedPnl: beforeFees,
    unrealizedPnl: beforeFees,
    feesUsd: decimal,
    openPositions: z.int(),
    winRate: z.number().nullable(),
    sharpeRatio: ratio,
    drawdown: z.number(),
    peakValue: decimal,
    pricedAt: instant
      .nullable()
      .meta({ description: 'the oldest price that the value rests on; null: nothing was held' }),
    stale: z.boolean().meta({ description: 'whether the value rested on a price that was not fresh' }),
    cause: z.string(),
  })
  .meta({ id: 'PortfolioSnapshot' });

export const momentView = snapshotView
  .extend({
    return: z.number().optional().meta({ description: 'in a range: what was earned over all paid in, a fraction' }),
    holding: z
      .number()
      .nullable()
      .optional()
      .meta({ description: 'what holding equal parts of the traded tokens had returned; null: it has no price' }),
    holdingUsd: decimal.nullable().optional().meta({ description: 'what all paid in had become by holding them' }),
  })
  .meta({ id: 'PortfolioMoment' });

export type MomentView = z.infer<typeof momentView>;
export type PortfolioView = z.infer<typeof portfolioView>;
export type SnapshotView = z.infer<typeof snapshotView>;
