import { z } from 'zod';
import { decimal, instant } from '../view.ts';

const share = (description: string) => z.number().meta({ description: `${description}, a fraction` });

const scoreView = z
  .object({
    name: z.string(),
    trades: z.int().meta({ description: 'closed' }),
    open: z.int(),
    wins: z.int(),
    losses: z.int(),
    winRate: share('winners among those that won or lost').nullable(),
    pnlUsd: decimal.meta({ description: 'results of closed trades after fees' }),
    unrealizedUsd: decimal,
    feesUsd: decimal,
    profitFactor: z.number().nullable().meta({ description: 'earned by the winners over lost by the losers' }),
    averageWinUsd: decimal.nullable(),
    averageLossUsd: decimal.nullable(),
    sharpeRatio: z
      .number()
      .nullable()
      .meta({ description: 'of daily returns over the paid-in capital, 365 days a year' }),
    sortinoRatio: z.number().nullable().meta({ description: 'as the Sharpe ratio, over the shortfall below zero' }),
    maxDrawdown: share('deepest fall below the highest point before it, at most 0'),
    timeInMarket: share('of the company’s time with a position open'),
    return: share('over the paid-in capital'),
    buyAndHold: share(
      'return of equal parts in the same tokens, held from the start until now without costs',
    ).nullable(),
  })
  .meta({ id: 'Score' });

const goalView = z
  .object({
    phase: z.string(),
    name: z.string(),
    definition: z.string().meta({ description: 'how it is measured' }),
    measured: z.string(),
    state: z.enum(['met', 'not_met', 'not_yet']),
  })
  .meta({ id: 'Goal' });

export const scorecardView = z
  .object({
    from: instant,
    to: instant,
    capitalUsd: decimal,
    company: scoreView,
    agents: z.array(scoreView).meta({ description: 'by who proposed the entry' }),
    sources: z.array(scoreView).meta({ description: 'by the source of the signal' }),
    tokens: z.array(scoreView),
    goals: z.array(goalView),
  })
  .meta({ id: 'Scorecard' });
