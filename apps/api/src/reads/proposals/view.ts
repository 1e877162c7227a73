import { z } from 'zod';
import { decimal, fields, id, instant, instrumentView } from '../view.ts';

export const proposalStatus = z.enum(['pending', 'accepted', 'rejected']);
export const missionType = z.enum(['entry', 'exit', 'scale', 'analysis', 'hedge']);

export const reasonView = z
  .object({
    gate: z.string(),
    check: z.string(),
    limit: z.string().nullable(),
    observed: z.string().nullable(),
    policyVersion: z.int(),
    message: z.string(),
  })
  .meta({ id: 'Reason' });

export const proposalView = z
  .object({
    id,
    agentId: z.string(),
    title: z.string(),
    summary: z.string().nullable(),
    missionType,
    signalType: z.enum(['buy', 'sell', 'scale']).nullable(),
    instrument: instrumentView.nullable(),
    signalId: id.nullable(),
    positionId: id.nullable(),
    originKind: z.string(),
    originId: z.string(),
    entryPrice: decimal.nullable(),
    stopLoss: decimal.nullable(),
    stopDefaulted: z.boolean(),
    target: decimal.nullable(),
    confidence: z.number().nullable(),
    sizeUsd: decimal.nullable(),
    riskUsd: decimal.nullable(),
    fraction: z.number().nullable(),
    exitReason: z.string().nullable(),
    triggerPrice: decimal.nullable().meta({ description: 'Of an exit: the price that a bar reached.' }),
    protective: z.boolean(),
    proposedSteps: z.array(fields),
    evidence: z.array(z.unknown()),
    status: proposalStatus,
    route: z.string().nullable(),
    reasons: z.array(reasonView),
    policyVersions: z.record(z.string(), z.int()),
    depth: z.int(),
    proposedAt: instant,
    expiresAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    resolvedBy: z.string().nullable(),
    resolution: z.string().nullable(),
    missionId: id.nullable(),
  })
  .meta({ id: 'Proposal' });

export const voteView = z
  .object({
    agentId: z.string(),
    vote: z.enum(['approve', 'reject', 'abstain']),
    probability: z.number(),
    reason: z.string(),
    written: z.boolean().describe('handed in by an agent that had no seat: heard, but it decided nothing'),
    brier: z
      .number()
      .nullable()
      .meta({
        description:
          'how far off it was once the trade had closed, 0 at best and 1 at worst; null before, at ' +
          'breakeven and for an abstention',
      }),
    roundtableId: id,
    votedAt: instant,
  })
  .meta({ id: 'Vote' });

const verdictView = z
  .object({
    gate: z.string(),
    check: z.string(),
    open: z.boolean(),
    limit: z.string().nullable(),
    observed: z.string().nullable(),
    message: z.string(),
    policyVersion: z.int(),
    judgedAt: instant,
  })
  .meta({ id: 'Verdict' });

export const proposalDetail = proposalView
  .extend({ verdicts: z.array(verdictView), votes: z.array(voteView) })
  .meta({ id: 'ProposalDetail' });

export type ProposalView = z.infer<typeof proposalView>;
export type ProposalDetail = z.infer<typeof proposalDetail>;
