import { readPolicies } from '@atc/core/company/policies';
import { agentIds } from '@atc/core/company/roster';
import { resolveToken } from '@atc/core/desk/instruments';
import { type Decision, proposalDraft, resolveProposal, submitProposal } from '@atc/core/loop/proposals';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import {
  byId,
  created,
  endpoint,
  invalid,
  missing,
  ok,
  type Problem,
  pageById,
  pageOf,
  problem,
  type RequestFacts,
} from '../http/index.ts';
import { findProposalDetail, listProposalViews } from '../reads/proposals/store.ts';
import { missionType, proposalDetail, proposalStatus, proposalView, reasonView } from '../reads/proposals/view.ts';

/** What agents propose, except what only code may say; a token may be named instead of its instrument's id. */
const postedProposal = proposalDraft
  .omit({
    protective: true,
    exitReason: true,
    triggerPrice: true,
    origin: true,
    dedupeKey: true,
    depth: true,
    causeEventId: true,
  })
  .extend({
    agentId: proposalDraft.shape.agentId.default('atlas'),
    token: z.string().trim().min(1).max(64).optional(),
  });

export const postProposal = endpoint({
  summary: 'Propose something through the one door. A refusal is stored with its reasons',
  input: z.object({ body: postedProposal }),
  status: 201,
  response: z.object({
    proposalId: z.string(),
    status: proposalStatus,
    route: z.string().nullable(),
    reasons: z.array(reasonView),
    missionId: z.string().nullable(),
    duplicate: z.boolean(),
  }),
  handle: async (ctx, { body }, { caller, actKey }) => {
    const { token, ...draft } = body;
    const instrumentId = token === undefined ? draft.instrumentId : await instrumentOf(ctx, token);
    if (typeof instrumentId === 'object') return instrumentId;
    const submitted = await submitProposal(ctx, {
      ...draft,
      ...(instrumentId === undefined ? {} : { instrumentId }),
      ...(draft.missionType === 'exit' ? { exitReason: 'operator' as const } : {}),
      origin: { kind: 'operator', id: caller.keyId },
      dedupeKey: `operator:${actKey}`,
    });
    return created({ ...submitted, reasons: [...submitted.reasons] }, `/api/proposals/${submitted.proposalId}`);
  },
});

async function instrumentOf(ctx: ApiContext, token: string): Promise<string | Problem> {
  const policies = await readPolicies(ctx.db);
  const resolved = await resolveToken(ctx.db, token, policies.values.universe?.contracts ?? []);
  return 'refusal' in resolved
    ? invalid([{ path: 'token', message: resolved.refusal.replaceAll('_', ' ') }])
    : resolved.instrument.id;
}

export const listProposals = endpoint({
  summary: 'Proposals, newest first',
  input: z.object({
    query: z.strictObject({
      ...pageById,
      status: proposalStatus.optional(),
      agentId: z.enum(agentIds).optional(),
      missionType: missionType.optional(),
      token: z.string().trim().min(1).max(64).optional().meta({ description: 'a symbol or a contract' }),
    }),
  }),
  response: pageOf(proposalView),
  handle: async (ctx, { query }) => ok(await listProposalViews(ctx.db, query)),
});

export const showProposal = endpoint({
  summary: 'A proposal with the verdicts of its gates and its votes',
  input: byId,
  response: proposalDetail,
  handle: async (ctx, { params }) => {
    const proposal = await findProposalDetail(ctx.db, params.id);
    return proposal ? ok(proposal) : missing('proposal');
  },
});

const decisionInput = byId.extend({ body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) });

const decisionEndpoint = (decision: Decision['decision'], summary: string) =>
  endpoint({
    summary,
    input: decisionInput,
    response: proposalDetail,
    handle: (ctx, { params, body }, { caller }) =>
      decide(ctx, { proposalId: params.id, decision, reason: body.reason }, caller),
  });

async function decide(ctx: ApiContext, decision: Omit<Decision, 'by'>, caller: RequestFacts['caller']) {
  const { outcome, reasons } = await resolveProposal(ctx, { ...decision, by: `operator:${caller.name}` });
  const proposal = await findProposalDetail(ctx.db, decision.proposalId);
  if (outcome === 'not_found' || !proposal) return missing('proposal');
  if (outcome === 'not_pending') return problem('conflict', `this proposal is ${proposal.status} already`);
  if (outcome === 'refused')
    return problem('conflict', reasons.map(({ message }) => message).join('; ') || 'the company refuses it now', {
      members: { reasons },
    });
  return ok(proposal);
}

export const approveProposal = decisionEndpoint(
  'approve',
  'Approve a pending proposal, with a reason; never against a gate',
);
export const rejectProposal = decisionEndpoint('reject', 'Reject a pending proposal, with a reason');
