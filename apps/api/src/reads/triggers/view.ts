import { z } from 'zod';
import { fields, id, instant } from '../view.ts';

export const firingView = z
  .object({
    outcome: z.enum(['fired', 'no_match', 'cooldown', 'skipped']),
    reason: z.string().nullable(),
    subject: z.string(),
    eventId: id.nullable(),
    dueAt: instant.nullable(),
    proposalId: id.nullable(),
    firedAt: instant,
  })
  .meta({ id: 'Firing' });

export const triggerView = z
  .object({
    id,
    name: z.string(),
    ruleType: z.enum(['reactive', 'proactive']),
    triggerEvent: z.string().nullable(),
    conditions: fields,
    actionConfig: fields,
    cooldownMinutes: z.int(),
    schedule: fields.nullable(),
    enabled: z.boolean(),
    nextDueAt: instant.nullable(),
    fireCount: z.int(),
    lastFiredAt: instant.nullable(),
    lastFiring: firingView.nullable().meta({ description: 'the last time it fired or was kept from it' }),
    version: z.int(),
  })
  .meta({ id: 'Trigger' });

export const triggerDetail = triggerView.extend({ firings: z.array(firingView) }).meta({ id: 'TriggerDetail' });

export type TriggerView = z.infer<typeof triggerView>;
export type TriggerDetail = z.infer<typeof triggerDetail>;
