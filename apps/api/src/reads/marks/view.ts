import { tradingState } from '@atc/core/desk/protections';
import { z } from 'zod';
import { decimal, id, instant } from '../view.ts';

const markView = z.object({
  id,
  symbol: z.string(),
  price: decimal.nullable(),
  markedAt: instant.nullable().meta({ description: 'company time of the price' }),
  unrealizedPnl: decimal.meta({ description: 'before fees' }),
  resultUsd: decimal.meta({ description: 'realised and unrealised so far, after fees' }),
});

/** The figures that move: told of by the stream as `event: marks`. */
export const marksView = z
  .object({
    at: instant.meta({ description: 'company time' }),
    databaseTime: instant,
    equityUsd: decimal,
    positions: z.array(markView),
    beat: z
      .object({ silentMs: z.int().meta({ description: 'machine time since a beat ended' }), late: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'Marks' });

/** The trading state: told of by the stream as `event: state`. */
export const stateTold = z
  .object({ state: tradingState, epoch: z.int(), reason: z.string(), changedBy: z.string(), changedAt: instant })
  .meta({ id: 'StateTold' });

export type Marks = z.infer<typeof marksView>;
export type StateTold = z.infer<typeof stateTold>;
