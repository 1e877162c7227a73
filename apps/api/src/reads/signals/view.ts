import { z } from 'zod';
import { fields, id, instant, instrumentView } from '../view.ts';

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
