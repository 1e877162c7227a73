import { limitNames } from '@atc/core/desk/risk';
import { z } from 'zod';
import { decimal, id, instant } from '../view.ts';

const ofEquity = z.number().meta({ description: 'of equity, a fraction' });

const positionRiskView = z
  .object({
    positionId: id,
    symbol: z.string(),
    contract: z.string(),
    valueUsd: decimal,
    price: decimal,
    pricedAt: instant,
    stop: decimal
      .nullable()
      .meta({ description: 'sold under this price, the trailing stop counted; null: none, and all is at risk' }),
    stopRests: z.boolean().meta({ description: 'whether its stop rests at the venue and works while the desk stands' }),
    lossUsd: decimal.meta({ description: 'of today’s value if its stop is hit, before the costs of selling' }),
    lossShare: ofEquity,
  })
  .meta({ id: 'PositionRisk' });

const limitUseView = z
  .object({
    name: z.enum(limitNames),
    policy: z.string(),
    unit: z.enum(['count', 'usd', 'share']),
    used: decimal,
    limit: decimal.nullable().meta({ description: 'null: it is switched off, or its policy cannot be read' }),
  })
  .meta({ id: 'LimitUse' });

export const riskView = z
  .object({
    at: instant,
    equityUsd: decimal,
    lossUsd: decimal.meta({ description: 'if every stop is hit, before the costs of selling' }),
    lossShare: ofEquity,
    positions: z.array(positionRiskView).meta({ description: 'the largest loss first' }),
    limits: z.array(limitUseView),
  })
  .meta({ id: 'Risk' });
