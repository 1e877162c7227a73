import { ExitReason } from '@atc/core/kernel/db';
import { z } from 'zod';
import { decimal, id, instant } from '../view.ts';

export const exitReason = z.enum(ExitReason);

const ran = (which: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${which}; null: no bar closed meanwhile` });
const slippage = z.number().nullable().meta({
  description: 'basis points that its fills lost against the price that each order was decided at',
});

export const tradeView = z
  .object({
    id: id.meta({ description: 'of the position' }),
    symbol: z.string(),
    contract: z.string(),
    agentId: z.string().nullable().meta({ description: 'who proposed the entry' }),
    source: z.string().nullable().meta({ description: 'of the signal' }),
    confidence: z.number().nullable().meta({ description: 'what the signal was rated' }),
    entryProposalId: id,
    openedAt: instant,
    closedAt: instant,
    heldSeconds: z.int(),
    quantity: decimal,
    entryPrice: decimal,
    exitPrice: decimal,
    sizeUsd: decimal.meta({ description: 'what it cost' }),
    feesUsd: decimal,
    resultUsd: decimal.meta({ description: 'after fees' }),
    resultPct: z.number().meta({ description: 'the result over its cost, a fraction' }),
    r: z
      .number()
      .nullable()
      .meta({ description: 'the result over what its first stop put at risk; null: it had none' }),
    maePct: ran('how far it ran against the entry, a fraction at most 0'),
    mfePct: ran('how far it ran for the entry, a fraction at least 0'),
    maeR: ran('the same in R'),
    mfeR: ran('the same in R'),
    entrySlippageBps: slippage,
    exitSlippageBps: slippage,
    outcome: z.enum(['win', 'loss', 'breakeven']),
    endedBy: exitReason,
  })
  .meta({ id: 'Trade' });

export type TradeView = z.infer<typeof tradeView>;
