import { z } from 'zod';
import { decimal, fields, id, instant, instrumentView } from '../view.ts';

export const signalView = z
  .object({
    id,
    source: z.string(),
    token: z.string(),
    instrument: instrumentView.nullable(),
    signalType: z.enum(['buy', 'sell', 'scale']),
    status: z.enum(['received', 'analyzing', 'analyzed', 'claimed', 'refused', 'expired']),
    refusal: z.string().nullable(),
    confidence: z.number().nullable().meta({ description: 'what the analysis found, 0 to 1' }),
    claimedConfidence: z.number().nullable().meta({ description: 'what the sender claimed' }),
    evidence: z.array(z.unknown()),
    analysis: fields.nullable(),
    metadata: fields,
    trust: z.enum(['trusted', 'untrusted']),
    claimedBy: z.string().nullable(),
    observedAt: instant.nullable(),
    analyzedAt: instant.nullable(),
  })
  .meta({ id: 'Signal' });

export const signalStatus = signalView.shape.status;
export type SignalView = z.infer<typeof signalView>;

export const sourceView = z
  .object({
    name: z
      .string()
      .meta({ description: 'as the company’s own finders call themselves; posted: before that of a sender' }),
    kind: z.string(),
    trust: z.enum(['trusted', 'untrusted']),
    signals: z.number().meta({ description: 'analysed' }),
    trades: z.number().meta({ description: 'closed' }),
    wins: z.number(),
    losses: z.number(),
    pnlUsd: decimal,
    averagePct: z.number().nullable().meta({ description: 'net result of a trade over its cost' }),
    scored: z.number().meta({ description: 'closed trades whose confidence was scored' }),
    brierScore: z
      .number()
      .nullable()
      .meta({ description: 'how far its confidences were from what happened: 0 is perfect, 0.25 a coin' }),
  })
  .meta({ id: 'SignalSource' });

export type SourceView = z.infer<typeof sourceView>;
