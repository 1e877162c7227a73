import { z } from 'zod';
import { agentIds } from '../../company/roster/index.ts';
import type { Dice } from '../../kernel/dice/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { stepKinds } from '../kinds/index.ts';

const text = z.string().min(1).max(200);

/**
 * A proposal as a rule writes it down. `{tradeId}`, `{instrumentId}` or `{fields.signalId}` in any text stands for that
 * value of the event; what the door demands of a proposal is demanded of the filled one.
 */
export const proposalTemplate = z.strictObject({
  title: text,
  summary: z.string().max(2000).optional(),
  missionType: z.enum(['entry', 'exit', 'scale', 'analysis']),
  signalType: z.enum(['buy', 'sell', 'scale']).optional(),
  instrumentId: text.optional(),
  signalId: text.optional(),
  positionId: text.optional(),
  stopLoss: text.optional(),
  target: text.optional(),
  sizeUsd: text.optional(),
  fraction: z.number().gt(0).max(1).optional(),
  steps: z
    .array(z.strictObject({ kind: z.enum(stepKinds), payload: z.record(z.string().max(64), z.json()) }))
    .min(1)
    .max(8),
});

export type ProposalTemplate = z.infer<typeof proposalTemplate>;

/** What a rule does when it fires: an agent's task, or a proposal of its own. */
export const ruleAction = z
  .strictObject({
    targetAgent: z.enum(agentIds),
    task: z.string().min(1).max(60).optional(),
    proposal: proposalTemplate.optional(),
    topics: z.array(z.string().min(1).max(80)).max(20).optional(),
    /** Takes the event's signal for itself, so that nobody else acts on it. */
    claimsSignal: z.boolean().optional(),
    /** What the cooldown is about. */
    subject: z.enum(['token', 'position', 'company']).default('company'),
  })
  .refine(({ task, proposal }) => (task === undefined) !== (proposal === undefined), {
    message: 'name either a task or a proposal',
    path: ['task'],
  });

export type RuleAction = z.infer<typeof ruleAction>;

/**
 * A proactive rule runs every so many company minutes. One that is aligned runs at whole multiples of them since
 * midnight UTC, and chance leaves no turn out.
 */
export const ruleSchedule = z.strictObject({
  everyMinutes: z.number().int().min(1).max(43_200),
  aligned: z.boolean().optional(),
});

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly ruleType: 'reactive' | 'proactive';
  readonly triggerEvent: string | null;
  readonly conditions: Readonly<Record<string, unknown>>;
  /** Null: the stored action cannot be read, and the rule does nothing but say so. */
  readonly action: RuleAction | null;
  readonly cooldownMinutes: number;
  readonly everyMinutes: number | null;
  /** Whether its turns come at whole multiples of that, none of them left out. */
  readonly aligned: boolean;
  readonly nextDueAt: Date | null;
}

/**
 * Share of a proactive rule's turns that are left out, and how far its next turn may move: agents must not march in
 * step.
 */
const SKIP_SHARE = 0.1;
const JITTER_SHARE = 0.1;

/** When a proactive rule is due next: its interval from `from`, moved by at most ±10 % by a roll in [0, 1). */
export function nextDue(from: Date, everyMinutes: number, roll: number): Date {
  const everyMs = everyMinutes * MINUTE_MS;
  return new Date(from.getTime() + Math.round(everyMs * (1 + (2 * roll - 1) * JITTER_SHARE)));
}

/** When an aligned rule is due next: the next multiple of its interval. */
export function nextAligned(from: Date, everyMinutes: number): Date {
  const everyMs = everyMinutes * MINUTE_MS;
  return new Date((Math.floor(from.getTime() / everyMs) + 1) * everyMs);
}

export interface TurnChances {
  readonly topic: string | null;
  /** Whether the turn is left out. */
  readonly leftOut: boolean;
  /** Moves the next turn. */
  readonly jitter: number;
}

/** What chance decides about a turn of a proactive rule; the same for the same key, whoever asks and however often. */
export function rollTurn(dice: Dice, key: string, topics: readonly string[]): TurnChances {
  return {
    topic: topics[Math.floor(dice.roll('rule.topic', key) * topics.length)] ?? null,
    leftOut: dice.roll('rule.skip', key) < SKIP_SHARE,
    jitter: dice.roll('rule.jitter', key),
  };
}
