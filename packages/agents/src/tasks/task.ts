import type { AgentId } from '@atc/core/company/roster';
import type { Origin, StepPayload } from '@atc/core/loop/kinds';
import type { StepEnd } from '@atc/core/loop/steps';
import type { AgentContext } from '../context/index.ts';

export type TaskName = StepPayload<'agent_task'>['task'];

/** One piece of thinking alone. */
export interface TaskRequest {
  readonly task: TaskName;
  readonly agentId: AgentId;
  /** What it is about: a signal's id, or `company`. */
  readonly subject: string;
  readonly topic?: string | undefined;
  /** Of a test: trials that it may take at most. */
  readonly budget?: number | undefined;
  readonly proposalId: string;
  /** What the proposal goes back to; what the task proposes leads back to it too. */
  readonly origin: Origin;
  /** How many events led to the proposal; what the task tells or proposes is one further. */
  readonly depth: number;
  /** Aborts when nobody waits for the task any more. */
  readonly signal?: AbortSignal | undefined;
}

/** How a task ended; `save` belongs into the transaction that ends its step. An empty result is a failure. */
export type TaskEnd = Exclude<StepEnd, { readonly kind: 'later' }>;

export type Task = (ctx: AgentContext, request: TaskRequest) => Promise<TaskEnd>;
