import { agentTitles } from '../../../company/roster/index.ts';
import { stepPayloads } from '../../kinds/index.ts';
import type { ProposalDraft } from '../../proposals/index.ts';
import type { RuleAction } from '../rule.ts';
import type { RuleFacts } from './facts.ts';
import { fillTemplate, type Unfilled } from './template.ts';

export interface ActionRequest {
  readonly action: RuleAction;
  readonly facts: RuleFacts;
  readonly subject: string;
  readonly topic: string | null;
  readonly origin: ProposalDraft['origin'];
  readonly dedupeKey: string;
  readonly depth: number;
}

/** The proposal that an action asks for, or why it cannot be made. */
export function draftAction(request: ActionRequest): ProposalDraft | Unfilled {
  const { action, facts, origin, dedupeKey, depth } = request;
  if (action.task !== undefined) return draftTask({ ...request, task: action.task });
  if (!action.proposal) return { fault: 'it names neither a task nor a proposal' };
  const filled = fillTemplate(action.proposal, facts);
  if ('fault' in filled) return { fault: `its proposal does not fit: ${filled.fault}` };
  return { ...filled, agentId: action.targetAgent, origin, dedupeKey, depth };
}

function draftTask({
  action,
  task,
  subject,
  topic,
  origin,
  dedupeKey,
  depth,
}: ActionRequest & { readonly task: string }): ProposalDraft | Unfilled {
  const { targetAgent } = action;
  const payload = stepPayloads.agent_task.safeParse({
    task,
    agentId: targetAgent,
    subject,
    ...(topic === null ? {} : { topic }),
  });
  if (!payload.success) return { fault: `no agent can do the task ${task}` };
  return {
    agentId: targetAgent,
    title:
      `${agentTitles[targetAgent].split(',')[0]}: ` +
      `${task.replaceAll('_', ' ')}${topic ? ` (${topic.replaceAll('_', ' ')})` : ''}`,
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: payload.data }],
    origin,
    dedupeKey,
    depth,
  };
}
