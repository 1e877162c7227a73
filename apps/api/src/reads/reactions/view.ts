import { z } from 'zod';
import { id, instant } from '../view.ts';

export const reactionStatus = z.enum(['queued', 'processed', 'skipped']);

export const reactionView = z
  .object({
    id,
    sourceAgent: z.string(),
    targetAgent: z.string(),
    reactionType: z.string(),
    triggerEventId: id,
    status: reactionStatus,
    outcome: z.string().nullable().meta({ description: 'what became of it, or why nothing did' }),
    roll: z.number().nullable(),
    proposalId: id.nullable(),
    queuedAt: instant,
    processedAt: instant.nullable(),
  })
  .meta({ id: 'Reaction' });

export type ReactionView = z.infer<typeof reactionView>;
