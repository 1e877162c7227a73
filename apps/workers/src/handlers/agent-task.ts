import { runTask } from '@atc/agents/tasks';
import { stepPayloads } from '@atc/core/loop/kinds';
import type { Handler } from '../handler.ts';

/** Lets one agent think alone. An empty result is a failure. */
export const handleAgentTask: Handler = (ctx, { payload, proposalId, origin, depth }, signal) =>
  runTask(ctx, { ...stepPayloads.agent_task.parse(payload), proposalId, origin, depth, signal });
