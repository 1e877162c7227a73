import { z } from 'zod';
import { decimal, instant } from '../view.ts';

export const standingView = z
  .object({
    from: instant.meta({ description: 'company time began' }),
    to: instant,
    capitalUsd: decimal.meta({ description: 'all that was paid in' }),
    equityUsd: decimal,
    resultUsd: decimal.meta({ description: 'since it opened, after fees, open trades at their last price' }),
    return: z.number().meta({ description: 'the result over the paid-in capital, a fraction' }),
    holding: z
      .number()
      .nullable()
      .meta({ description: 'what holding equal parts of the same tokens would have returned; null: cannot be told' }),
    trades: z.int().meta({ description: 'closed' }),
    wins: z.int(),
    losses: z.int(),
    says: z.string().meta({ description: 'the same in sentences' }),
  })
  .meta({ id: 'Standing' });
