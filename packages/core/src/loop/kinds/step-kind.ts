import { z } from 'zod';
import { agentIds } from '../../company/roster/index.ts';
import type { QueueSpec } from '../../kernel/queues/index.ts';

export const stepKinds = [
  'analyze_signal',
  'calculate_risk',
  'execute_trade',
  'monitor_position',
  'close_position',
  'scale_position',
  'roundtable_conversation',
  'agent_task',
] as const;

/** What an agent can be asked to think about alone. */
const agentTasks = [
  'scan',
  'research',
  'prepare_plan',
  'evaluate_signal',
  'analyse_outcome',
  'diagnose',
  'review_position',
  'assess_portfolio',
  'check_system',
  'play_strategies',
  'test_strategy',
  'propose_strategy',
  'pause_strategy',
] as const;

/** What the strategy session wants done with strategies: it has limits of its own. */
const strategyTasks: readonly string[] = ['test_strategy', 'propose_strategy', 'pause_strategy'];

/** Whether a task tests, proposes or pauses a strategy. */
export function isStrategyTask(task: string | null): boolean {
  return task !== null && strategyTasks.includes(task);
}

/** The shapes of conversation that the table holds; a desk review is none of them. */
export const talkFormats = [
  'morning_standup',
  'position_review',
  'post_mortem',
  'debate',
  'strategy_session',
  'watercooler',
] as const;

export type TalkFormat = (typeof talkFormats)[number];

export type StepKind = (typeof stepKinds)[number];

const uuid = z.uuid();

/** What a step of each kind carries: ids and choices, never prices or sizes, which the proposal holds. */
export const stepPayloads = {
  analyze_signal: z.strictObject({ signalId: uuid }),
  calculate_risk: z.strictObject({}),
  execute_trade: z.strictObject({}),
  monitor_position: z.strictObject({ positionId: uuid.optional() }),
  close_position: z.strictObject({ positionId: uuid }),
  scale_position: z.strictObject({ positionId: uuid, direction: z.enum(['up', 'down']) }),
  roundtable_conversation: z.strictObject({
    format: z.enum(talkFormats),
    topic: z.string().min(1).max(300),
    /** Of a debate: the two who differ. */
    between: z.tuple([z.enum(agentIds), z.enum(agentIds)]).optional(),
  }),
  agent_task: z.strictObject({
    task: z.enum(agentTasks),
    agentId: z.enum(agentIds),
    subject: z.string().min(1).max(200),
    topic: z.string().max(200).optional(),
    /** Of a test: trials that it may take at most. */
    budget: z.int().positive().optional(),
  }),
} as const satisfies Record<StepKind, z.ZodType>;

export type StepPayload<K extends StepKind> = z.infer<(typeof stepPayloads)[K]>;

export const stepDraft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('analyze_signal'), payload: stepPayloads.analyze_signal }),
  z.strictObject({ kind: z.literal('calculate_risk'), payload: stepPayloads.calculate_risk }),
  z.strictObject({ kind: z.literal('execute_trade'), payload: stepPayloads.execute_trade }),
  z.strictObject({ kind: z.literal('monitor_position'), payload: stepPayloads.monitor_position }),
  z.strictObject({ kind: z.literal('close_position'), payload: stepPayloads.close_position }),
  z.strictObject({ kind: z.literal('scale_position'), payload: stepPayloads.scale_position }),
  z.strictObject({ kind: z.literal('roundtable_conversation'), payload: stepPayloads.roundtable_conversation }),
  z.strictObject({ kind: z.literal('agent_task'), payload: stepPayloads.agent_task }),
]);

export type StepDraft = z.infer<typeof stepDraft>;

interface StepSpec {
  /** Lowers risk: its breaker never opens and it is never rate limited. */
  readonly lowersRisk: boolean;
  /** Talks to a venue, so that its breaker is kept per venue. */
  readonly atVenue: boolean;
}

export const stepSpecs = {
  analyze_signal: { lowersRisk: false, atVenue: false },
  calculate_risk: { lowersRisk: false, atVenue: false },
  execute_trade: { lowersRisk: false, atVenue: true },
  monitor_position: { lowersRisk: true, atVenue: false },
  close_position: { lowersRisk: true, atVenue: true },
  scale_position: { lowersRisk: false, atVenue: true },
  roundtable_conversation: { lowersRisk: false, atVenue: false },
  agent_task: { lowersRisk: false, atVenue: false },
} as const satisfies Record<StepKind, StepSpec>;

/** The queues beside those of the step kinds: the company's own machinery. */
export const machineryQueues = ['events', 'heartbeat', 'initiative', 'price_watch', 'proactive', 'turns'] as const;

export type QueueName = StepKind | (typeof machineryQueues)[number];

/** Queues that protect what is held, or carry the desk's own recovery: nobody may hold them back. */
export const protectiveQueues: readonly QueueName[] = [
  'price_watch',
  ...stepKinds.filter((kind) => stepSpecs[kind].lowersRisk),
  'heartbeat',
  'events',
];

// One watch at a time; the rest as configured.
const SINGLE: readonly string[] = ['heartbeat', 'price_watch', 'proactive'];

/** Conversations that may go on at once: a turn waits for a mind, and costs nothing meanwhile. */
const TALKS = 8;

function concurrencyOf(queue: (typeof machineryQueues)[number], stepConcurrency: number): number {
  if (SINGLE.includes(queue)) return 1;
  return queue === 'turns' ? Math.max(TALKS, stepConcurrency) : stepConcurrency;
}

/** Every queue with its limits. Only kinds that do not lower risk are rate limited. */
export function queueSpecs(limits: {
  readonly stepConcurrency: number;
  readonly stepsPerSecond: number;
}): readonly QueueSpec[] {
  const steps = stepKinds.map((name) => ({
    name,
    concurrency: limits.stepConcurrency,
    ...(stepSpecs[name].lowersRisk ? {} : { maxPerSecond: limits.stepsPerSecond }),
  }));
  const machinery = machineryQueues.map((name) => ({
    name,
    concurrency: concurrencyOf(name, limits.stepConcurrency),
  }));
  return [...steps, ...machinery];
}
