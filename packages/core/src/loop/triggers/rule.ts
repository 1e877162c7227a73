import { z } from 'zod';
import { agentIds } from '../../company/roster/index.ts';

/** What a rule does when it fires. */
export const ruleAction = z.strictObject({
  targetAgent: z.enum(agentIds),
  task: z.string().min(1).max(60),
  topics: z.array(z.string().min(1).max(80)).max(20).optional(),
  /** Takes the event's signal for itself, so that nobody else acts on it. */
  claimsSignal: z.boolean().optional(),
  /** What the cooldown is about. */
  subject: z.enum(['token', 'position', 'company']).default('company'),
});

export type RuleAction = z.infer<typeof ruleAction>;

/** A proactive rule runs every so many company minutes. */
export const ruleSchedule = z.strictObject({ everyMinutes: z.number().int().positive() });

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly ruleType: 'reactive' | 'proactive';
  readonly triggerEvent: string | null;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly action: RuleAction;
  readonly cooldownMinutes: number;
  readonly everyMinutes: number | null;
  readonly nextDueAt: Date | null;
}

/** Share of a proactive rule's turns that are left out, and how far its next turn may move: agents must not march in step. */
export const SKIP_SHARE = 0.1;
export const JITTER_SHARE = 0.1;

/** When a proactive rule is due next: its interval from `from`, moved by at most ±10 % by a roll in [0, 1). */
export function nextDue(from: Date, everyMinutes: number, roll: number): Date {
  const everyMs = everyMinutes * 60_000;
  return new Date(from.getTime() + Math.round(everyMs * (1 + (2 * roll - 1) * JITTER_SHARE)));
}
