import type { PolicySet } from '../../../company/policies/index.ts';
import { cut } from '../../../kernel/text/index.ts';
import { type GateFacts, judge, type Verdict } from '../../gates/index.ts';
import type { StepDraft } from '../../kinds/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { deciderRule } from '../refusals.ts';
import type { Approval } from './approval.ts';

/** What a debate about a proposal asks of the day's conversations. */
export const debateStep = ({ title }: Pick<ProposalDraft, 'title'>): StepDraft => ({
  kind: 'roundtable_conversation',
  payload: { format: 'debate', topic: cut(title, TOPIC_MAX) },
});

const TOPIC_MAX = 150;

export interface TableFacts {
  readonly draft: ProposalDraft;
  readonly facts: GateFacts;
  readonly policies: PolicySet;
}

/** What the table itself must pass: somebody who decides, and for a debate a slot of the day. */
export function judgeTable(approval: Approval, { draft, facts, policies }: TableFacts): readonly Verdict[] {
  if (approval.kind !== 'review') return [];
  const slot = approval.route === 'debate' ? judge([debateStep(draft)], facts, policies) : [];
  return approval.participants.includes('atlas') ? slot : [noDecider, ...slot];
}

const noDecider: Verdict = {
  gate: 'roundtable_conversation',
  check: deciderRule.name,
  open: false,
  limit: 'atlas',
  observed: 'switched off',
  message: deciderRule.says.off,
  policyVersion: 0,
};
