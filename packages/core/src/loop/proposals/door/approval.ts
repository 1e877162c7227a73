import { demandPolicy, type PolicySet } from '../../../company/policies/index.ts';
import type { AgentId } from '../../../company/roster/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import type { Verdict } from '../../gates/index.ts';
import type { StepKind } from '../../kinds/index.ts';
import { debateTerms, debateTurns } from '../../reviews/index.ts';
import type { ApprovalRoute, ProposalDraft } from '../proposal.ts';

/** How a proposal is decided. */
export type Approval =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'accepted'; readonly route: Extract<ApprovalRoute, 'automatic' | 'protective' | 'operator'> }
  | { readonly kind: 'review'; readonly route: 'desk_review'; readonly participants: readonly AgentId[] }
  | {
      readonly kind: 'review';
      readonly route: 'debate';
      readonly participants: readonly AgentId[];
      readonly turns: number;
      /** A required one is never left out: without a slot the proposal is refused. */
      readonly required: boolean;
    }
  | { readonly kind: 'operator' };

/** Who could sit at the table, and how they get on. */
export interface Table {
  /** Agents that are switched off. */
  readonly off: readonly AgentId[];
  /** Of SAGE and ATLAS; null when it is not known. */
  readonly affinity: number | null;
  /** Whether the day has a slot left for a conversation. */
  readonly slotFree: boolean;
  /** A number in [0, 1) for a point of the decision: the same for the same proposal. */
  readonly roll: (point: string) => number;
}

export interface ApprovalFacts {
  readonly draft: ProposalDraft;
  readonly verdicts: readonly Verdict[];
  readonly policies: PolicySet;
  /** As the door sized it; null for what buys nothing. */
  readonly sizeUsd: Decimal | null;
  readonly table: Table;
  /** Purchases that the source of its signal led to before; null for what has none. */
  readonly sourceEntries?: number | null;
}

/** So many first purchases of a source are debated, whatever their size. */
const NEW_SOURCE = 3;

/**
 * Decides who decides: shut gates reject; protective and operators' exits pass at once; other exits get a desk review;
 * kinds that policy allows, thinking and talking pass at once; large entries and scale-ups are debated by an advocate,
 * SAGE and ATLAS, as are the first three of a source while a slot is free; small ones are reviewed by SAGE and ATLAS,
 * or debated too at times when these two get on badly; all else, and everything while automatic approval is off, waits
 * for an operator.
 */
export function decideApproval(facts: ApprovalFacts): Approval {
  const { draft, verdicts, policies } = facts;
  if (verdicts.some((verdict) => !verdict.open)) return { kind: 'rejected' };
  if (isExit(draft)) return decideExit(facts);
  const auto = policies.values.auto_approve;
  if (!auto?.enabled) return { kind: 'operator' };
  const kinds = draft.steps.map((step) => step.kind);
  if (kinds.every((kind) => thinks(kind) || auto.allowed_step_kinds.includes(kind)))
    return { kind: 'accepted', route: 'automatic' };
  const known = kinds.every(
    (kind) => auto.allowed_step_kinds.includes(kind) || auto.requires_roundtable.includes(kind),
  );
  return known ? seatTable(facts) : { kind: 'operator' };
}

/** Thinking and talking move no money: their quotas are their only gates. */
const thinks = (kind: StepKind): boolean => kind === 'agent_task' || kind === 'roundtable_conversation';

function seatTable({ draft, policies, sizeUsd, table, sourceEntries = null }: ApprovalFacts): Approval {
  const { require_for_large_trades, large_trade_threshold_usd } = demandPolicy(policies, 'roundtable_policy');
  const required = require_for_large_trades && (sizeUsd === null || sizeUsd.gte(large_trade_threshold_usd));
  const isNew = table.slotFree && sourceEntries !== null && sourceEntries < NEW_SOURCE;
  if (!required && !isNew && !quarrels(table)) return deskReview(table);
  const participants = seated([advocateOf(draft), 'sage', 'atlas'], table);
  return { kind: 'review', route: 'debate', participants, turns: debateTurns(table.roll('turns')), required };
}

/**
 * Who speaks for the trade beside SAGE and ATLAS: who proposes it, or SCOUT where it is one of these two or an
 * operator.
 */
function advocateOf({ agentId, origin }: ProposalDraft): AgentId {
  return origin.kind === 'operator' || agentId === 'sage' || agentId === 'atlas' ? 'scout' : agentId;
}

function quarrels({ affinity, slotFree, off, roll }: Table): boolean {
  if (affinity === null || affinity >= debateTerms.lowAffinity || !slotFree || off.includes('sage')) return false;
  return roll('quarrel') < debateTerms.probability;
}

function decideExit({ draft, policies, table }: ApprovalFacts): Approval {
  if (draft.origin.kind === 'operator') return { kind: 'accepted', route: 'operator' };
  // An unreadable policy must not hold back what lowers risk.
  const protectiveExits = policies.values.auto_approve?.protective_exits ?? true;
  if (draft.protective && protectiveExits) return { kind: 'accepted', route: 'protective' };
  // Nor must an empty chair.
  return table.off.includes('atlas') ? { kind: 'accepted', route: 'automatic' } : deskReview(table);
}

const deskReview = (table: Table): Approval => ({
  kind: 'review',
  route: 'desk_review',
  participants: seated(['sage', 'atlas'], table),
});

/** Each once, ATLAS named last because his vote decides, without who is switched off. */
function seated(agents: readonly AgentId[], { off }: Table): readonly AgentId[] {
  return [...new Set(agents)].filter((agent) => !off.includes(agent));
}

/** The road a proposal takes; null for one that is refused. */
export function routeOf(approval: Approval): ApprovalRoute | null {
  if (approval.kind === 'rejected') return null;
  return approval.kind === 'operator' ? 'operator' : approval.route;
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
