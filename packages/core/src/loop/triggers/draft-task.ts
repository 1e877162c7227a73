import { agentTitles } from '../../company/roster/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { stepPayloads } from '../kinds/index.ts';
import type { ProposalDraft } from '../proposals/index.ts';
import type { Rule } from './rule.ts';

export interface TaskRequest {
  readonly rule: Rule;
  readonly subject: string;
  readonly topic: string | null;
  readonly origin: ProposalDraft['origin'];
  readonly dedupeKey: string;
  readonly depth: number;
}

/** The proposal of an agent's task that a rule asks for. Throws `unknown_task` when no agent can do it. */
export function draftTask({ rule, subject, topic, origin, dedupeKey, depth }: TaskRequest): ProposalDraft {
  const { targetAgent, task } = rule.action;
  const payload = stepPayloads.agent_task.safeParse({
    task,
    agentId: targetAgent,
    subject,
    ...(topic === null ? {} : { topic }),
  });
  if (!payload.success)
    throw new CompanyError('unknown_task', `rule ${rule.name} asks for the task ${task}, which no agent can do`);
  return {
    agentId: targetAgent,
    title: `${agentTitles[targetAgent].split(',')[0]}: ${task.replaceAll('_', ' ')}${topic ? ` (${topic.replaceAll('_', ' ')})` : ''}`,
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: payload.data }],
    origin,
    dedupeKey,
    depth,
  };
}
