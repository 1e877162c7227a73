import { demandPolicy, type PolicySet } from '../../../company/policies/index.ts';
import type { AgentId } from '../../../company/roster/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import type { Verdict } from '../../gates/index.ts';
import type { StepKind } from '../../kinds/index.ts';
import type { ApprovalRoute, ProposalDraft } from '../proposal.ts';

/** How a proposal is decided. */
export type Approval =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'accepted'; readonly route: Extract<ApprovalRoute, 'automatic' | 'protective' | 'operator'> }
  | { readonly kind: 'review'; readonly route: 'desk_review'; readonly participants: readonly AgentId[] }
  | { readonly kind: 'operator' };

export interface ApprovalFacts {
  readonly draft: ProposalDraft;
  readonly verdicts: readonly Verdict[];
  readonly policies: PolicySet;
  /** As the door sized it; null for what buys nothing. */
  readonly sizeUsd: Decimal | null;
}

const SMALL_REVIEW: readonly AgentId[] = ['sage', 'atlas'];
const LARGE_REVIEW: readonly AgentId[] = ['scout', 'sage', 'atlas'];

/**
 * Decides who decides: shut gates reject; protective and operators' exits pass at once; other exits get a desk review;
 * kinds that policy allows, thinking and talking pass at once; entries and scale-ups are reviewed by SAGE and ATLAS, large ones by SCOUT too;
 * all else, and everything while automatic approval is off, waits for an operator.
 */
export function decideApproval({ draft, verdicts, policies, sizeUsd }: ApprovalFacts): Approval {
  if (verdicts.some((verdict) => !verdict.open)) return { kind: 'rejected' };
  if (isExit(draft)) return decideExit(draft, policies);
  const auto = policies.values.auto_approve;
  if (!auto?.enabled) return { kind: 'operator' };
  const kinds = draft.steps.map((step) => step.kind);
  if (kinds.every((kind) => thinks(kind) || auto.allowed_step_kinds.includes(kind)))
    return { kind: 'accepted', route: 'automatic' };
  const known = kinds.every(
    (kind) => auto.allowed_step_kinds.includes(kind) || auto.requires_roundtable.includes(kind),
  );
  if (!known) return { kind: 'operator' };
  const { require_for_large_trades, large_trade_threshold_usd } = demandPolicy(policies, 'roundtable_policy');
  const large = require_for_large_trades && (sizeUsd === null || sizeUsd.gte(large_trade_threshold_usd));
  return { kind: 'review', route: 'desk_review', participants: large ? LARGE_REVIEW : SMALL_REVIEW };
}

/** Thinking and talking move no money: their quotas are their only gates. */
const thinks = (kind: StepKind): boolean => kind === 'agent_task' || kind === 'roundtable_conversation';

function decideExit(draft: ProposalDraft, policies: PolicySet): Approval {
  if (draft.origin.kind === 'operator') return { kind: 'accepted', route: 'operator' };
  // An unreadable policy must not hold back what lowers risk.
  const protectiveExits = policies.values.auto_approve?.protective_exits ?? true;
  if (draft.protective && protectiveExits) return { kind: 'accepted', route: 'protective' };
  return { kind: 'review', route: 'desk_review', participants: SMALL_REVIEW };
}

/** Whether a proposal only lowers risk. */
export function isExit(draft: Pick<ProposalDraft, 'steps'>): boolean {
  return draft.steps.every(
    (step) =>
      step.kind === 'close_position' ||
      step.kind === 'monitor_position' ||
      (step.kind === 'scale_position' && step.payload.direction === 'down'),
  );
}
