import { positionStatuses } from '@atc/core/desk/positions';
import { z } from 'zod';
import { orderView } from '../orders/view.ts';
import { decimal, fields, id, instant, instrumentView } from '../view.ts';

export const positionStatus = z.enum(positionStatuses);

const beforeFees = decimal.meta({ description: 'before fees' });

export const positionView = z
  .object({
    id,
    accountId: id,
    instrument: instrumentView,
    status: positionStatus,
    entryProposalId: id,
    quantity: decimal,
    entryPrice: decimal.nullable(),
    costBasisUsd: decimal,
    entryCostUsd: decimal,
    proceedsUsd: decimal,
    feesUsd: decimal,
    realizedPnl: beforeFees,
    currentPrice: decimal.nullable(),
    unrealizedPnl: beforeFees,
    resultUsd: decimal.meta({ description: 'realised and unrealised so far, after fees' }),
    markedAt: instant.nullable(),
    stopLoss: decimal.nullable(),
    initialStop: decimal.nullable(),
    takeProfit: decimal.nullable(),
    trailingStopPct: z.number().nullable(),
    highWaterPrice: decimal.nullable(),
    atRiskSince: instant.nullable(),
    exitReason: z.string().nullable(),
    signalSource: z.string().nullable(),
    confidence: z.number().nullable(),
    reason: fields,
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Position' });

const outcomeView = z
  .object({
    entryPrice: decimal,
    exitPrice: decimal,
    quantity: decimal,
    entryCostUsd: decimal,
    proceedsUsd: decimal,
    feesUsd: decimal,
    pnl: decimal.meta({ description: 'the result, after fees' }),
    pnlPct: z.number().meta({ description: 'the result over its cost, a fraction: 0.1 is 10 %' }),
    holdTime: z.int(),
    outcomeType: z.enum(['win', 'loss', 'breakeven']),
    exitReason: z.string(),
    lessonsLearned: z.array(z.string()),
    closedAt: instant,
  })
  .meta({ id: 'Outcome' });

export const positionDetail = positionView
  .extend({ orders: z.array(orderView), outcome: outcomeView.nullable() })
  .meta({ id: 'PositionDetail' });

export type PositionView = z.infer<typeof positionView>;
export type PositionDetail = z.infer<typeof positionDetail>;
