import { z } from 'zod';
import { fields, id, instant } from '../view.ts';

export const policyView = z.object({ key: z.string(), value: fields, version: z.int() }).meta({ id: 'Policy' });

export const policyDetail = policyView
  .extend({
    history: z.array(
      z.object({ version: z.int(), value: fields, changedBy: z.string(), reason: z.string(), changedAt: instant }),
    ),
  })
  .meta({ id: 'PolicyDetail' });

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
    version: z.int(),
  })
  .meta({ id: 'Trigger' });

export type TriggerView = z.infer<typeof triggerView>;
