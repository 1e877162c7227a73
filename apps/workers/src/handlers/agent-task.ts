import { runTask } from '@atc/agents/tasks';
import { stepPayloads } from '@atc/core/loop/kinds';
import type { Handler } from './handlers.ts';

/** Lets one agent think alone. An empty result is a failure. */
export const handleAgentTask: Handler = (ctx, step) =>
  runTask(ctx, { ...stepPayloads.agent_task.parse(step.payload), proposalId: step.proposalId });
