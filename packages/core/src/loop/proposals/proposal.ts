import { z } from 'zod';
import { agentIds } from '../../company/roster/index.ts';
import type { Machine } from '../../kernel/machine/index.ts';
import { origin, stepDraft } from '../kinds/index.ts';

/** A positive decimal number as text: up to 20 digits before and 18 after the point. */
export const decimalText = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,18})?$/, 'must be a positive decimal number as text')
  .refine((text) => !/^0+(\.0+)?$/.test(text), 'must be above zero');

export const exitReasons = [
  'stop_loss',
  'take_profit',
  'trailing_stop',
  'operator',
  'signal',
  'review',
  'protection',
  'trading_state',
  'reconciliation',
  'expiry',
] as const;
export type ExitReasonName = (typeof exitReasons)[number];

/** One item of the evidence that an idea rests on. */
export const evidenceItem = z.strictObject({
  name: z.string().max(80),
  value: z.union([z.number(), z.string()]).nullable().optional(),
  text: z.string().max(500),
});

/** What an agent, a rule or an operator proposes. Sizes and prices are wishes that the door may only lower. */
export const proposalDraft = z.strictObject({
  agentId: z.enum(agentIds),
  title: z.string().trim().min(1).max(200),
  summary: z.string().max(2000).optional(),
  missionType: z.enum(['entry', 'exit', 'scale', 'analysis', 'hedge']),
  signalType: z.enum(['buy', 'sell', 'scale']).optional(),
  instrumentId: z.uuid().optional(),
  signalId: z.uuid().optional(),
  positionId: z.uuid().optional(),
  stopLoss: decimalText.optional(),
  target: decimalText.optional(),
  /** An entry: how far its stop follows below the highest price since, a fraction of that. */
  trailingStopPct: z.number().gt(0).lt(1).optional(),
  sizeUsd: decimalText.optional(),
  /** Exit or scale down: the part of the position, 1 is all of it. */
  fraction: z.number().gt(0).max(1).optional(),
  exitReason: z.enum(exitReasons).optional(),
  /** An exit that a bar raised: the price that it reached. Set by code only. */
  triggerPrice: z.string().optional(),
  /** An exit that must not wait for a review: stop, target, protection, trading state. Set by code only. */
  protective: z.boolean().optional(),
  evidence: z.array(evidenceItem).max(40).optional(),
  steps: z.array(stepDraft).min(1).max(8),
  origin,
  /** The same key is the same proposal, however often it is submitted. */
  dedupeKey: z.string().min(1).max(300),
  depth: z.number().int().nonnegative().optional(),
  causeEventId: z.uuid().optional(),
});

export type ProposalDraft = z.infer<typeof proposalDraft>;

export type ProposalStatus = 'pending' | 'accepted' | 'rejected';

/** Which status of a proposal may follow which. Only `pending` and the last word of a transaction are ever seen. */
export const proposalMachine = {
  begins: {
    pending: 'a review, a debate or an operator decides',
    accepted: 'nobody has to decide',
    rejected: 'a gate is shut',
  },
  follows: {
    pending: { accepted: 'it is approved', rejected: 'it is rejected, expires, or a limit is used up' },
    accepted: { rejected: 'another proposal is faster, before the commit' },
    rejected: {},
  },
} as const satisfies Machine<ProposalStatus>;

export type ApprovalRoute = 'automatic' | 'protective' | 'operator' | 'desk_review' | 'debate';

/** Why a proposal was refused, for machines and people. */
export interface Reason {
  readonly gate: string;
  readonly check: string;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly policyVersion: number;
  readonly message: string;
}

/** What the door answered. */
export interface Submitted {
  readonly proposalId: string;
  readonly status: ProposalStatus;
  readonly route: ApprovalRoute | null;
  readonly reasons: readonly Reason[];
  readonly missionId: string | null;
  /** The proposal was there already; nothing was done. */
  readonly duplicate: boolean;
}
