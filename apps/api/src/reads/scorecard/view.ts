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
    tooFew: z.boolean().meta({
      description: 'fewer than 20 days or 30 closed trades: there is neither Sharpe nor Sortino ratio',
    }),
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

const forecastView = z
  .object({
    by: z
      .enum(['agent', 'source', 'format'])
      .meta({ description: 'votes of an agent, confidences of a source, votes in a kind of conversation' }),
    name: z.string(),
    scored: z.int().meta({ description: 'forecasts whose trade has won or lost' }),
    brier: z.number().nullable().meta({
      description: 'mean of (forecast − outcome)²: 0 is perfect, 0.25 a coin’s; null below five scored forecasts',
    }),
  })
  .meta({ id: 'Forecast' });

const oddsView = z
  .object({
    source: z.string(),
    day: z.string().meta({ description: 'company day of the morning on which it was fitted' }),
    settled: z.int().meta({ description: 'buy signals of the last 60 days whose day is over, traded or not' }),
    paid: z.int().meta({ description: 'of them that paid after costs within a day, before their stop' }),
    needs: z.number().meta({ description: 'share at which they would neither earn nor lose' }),
    edge: z
      .object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
      .meta({ description: 'what they came to in units of their risk; 95 % of the mean, null with too few' }),
    telling: z.boolean().meta({ description: 'whether a higher score pays more often, by more than chance' }),
    shown: z.enum(['earns', 'loses']).nullable(),
  })
  .meta({ id: 'KindOdds' });

export const scorecardView = z
  .object({
    from: instant,
    to: instant,
    capitalUsd: decimal,
    pricedAt: instant
      .nullable()
      .meta({ description: 'the oldest price that the figures rest on; null: nothing is held' }),
    stale: z.boolean().meta({ description: 'whether they rest on a price that is not fresh' }),
    staleTokens: z.array(z.string()),
    company: scoreView,
    agents: z.array(scoreView).meta({ description: 'by who proposed the entry' }),
    sources: z.array(scoreView).meta({ description: 'by the source of the signal' }),
    tokens: z.array(scoreView),
    forecasts: z.array(forecastView),
    odds: z.array(oddsView).meta({ description: 'what buy signals pay, by kind of source' }),
    goals: z.array(goalView),
  })
  .meta({ id: 'Scorecard' });
