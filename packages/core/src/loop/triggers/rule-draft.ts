import { z } from 'zod';
import { ruleAction, ruleSchedule } from './rule.ts';

const conditions = z.record(z.string().max(120), z.json());
const cooldownMinutes = z.number().int().min(0).max(525_600);

/** A rule as a user writes it down. */
export const ruleDraft = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'must be lower-case letters, digits and _, 2 to 60 long'),
  ruleType: z.enum(['reactive', 'proactive']),
  /** The kind of event that a reactive rule listens to. */
  triggerEvent: z.string().max(64).nullable().default(null),
  /** A MongoDB-style query over the event and `portfolio`; empty matches everything. */
  conditions: conditions.default({}),
  action: ruleAction,
  cooldownMinutes: cooldownMinutes.default(0),
  /** How often a proactive rule runs. */
  schedule: ruleSchedule.nullable().default(null),
  enabled: z.boolean().default(true),
});

export type RuleDraft = z.infer<typeof ruleDraft>;

/** What may be changed of a rule; what is left out stays. */
export const ruleChange = z
  .strictObject({
    enabled: z.boolean(),
    conditions,
    cooldownMinutes,
    schedule: ruleSchedule,
    action: ruleAction,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names nothing to change');

export type RuleChange = z.infer<typeof ruleChange>;
