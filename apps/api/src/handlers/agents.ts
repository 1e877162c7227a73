import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';
import { endpoint, missing, noInput, ok, pageById, pageOf } from '../http/index.ts';
import { findAgentDetail, listAgentViews, listMemoryViews, listRelationshipViews } from '../reads/agents/store.ts';
import { agentDetail, agentView, memoryType, memoryView, relationshipView } from '../reads/agents/view.ts';

const byAgent = z.object({ params: z.object({ id: z.enum(agentIds) }) });

export const listAgents = endpoint({
  summary: 'The six agents',
  input: noInput,
  response: pageOf(agentView),
  handle: async (ctx) => ok({ items: [...(await listAgentViews(ctx.db))], nextCursor: null }),
});

export const showAgent = endpoint({
  summary: 'An agent: who it is, how it speaks, and how its voice changed with experience',
  input: byAgent,
  response: agentDetail,
  handle: async (ctx, { params }) => {
    const agent = await findAgentDetail(ctx.db, params.id);
    return agent ? ok(agent) : missing('agent');
  },
});

export const listMemories = endpoint({
  summary: 'What an agent remembers, newest first',
  input: byAgent.extend({ query: z.strictObject({ ...pageById, type: memoryType.optional() }) }),
  response: pageOf(memoryView),
  handle: async (ctx, { params, query }) => ok(await listMemoryViews(ctx.db, { ...query, agentId: params.id })),
});

export const listAllMemories = endpoint({
  summary: 'What all agents remember, newest first',
  input: z.object({
    query: z.strictObject({ ...pageById, type: memoryType.optional(), agentId: z.enum(agentIds).optional() }),
  }),
  response: pageOf(memoryView),
  handle: async (ctx, { query }) => ok(await listMemoryViews(ctx.db, query)),
});

export const listRelationships = endpoint({
  summary: 'How each pair of agents gets on, and how that changed',
  input: noInput,
  response: pageOf(relationshipView),
  handle: async (ctx) => ok({ items: [...(await listRelationshipViews(ctx.db))], nextCursor: null }),
});
