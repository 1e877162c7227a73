import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';
import { endpoint, ok, pageByCommit, pageOf } from '../http/index.ts';
import { listEventViews } from '../reads/events/store.ts';
import { eventView } from '../reads/events/view.ts';

const wanted = z.strictObject({
  ...pageByCommit,
  kind: z.string().max(64).optional(),
  agentId: z.enum(agentIds).optional(),
  tradeId: z.uuid().optional(),
  proposalId: z.uuid().optional(),
});

export const listEvents = endpoint({
  summary: 'What happened, newest first',
  input: z.object({ query: wanted }),
  response: pageOf(eventView),
  handle: async (ctx, { query }) => ok(await listEventViews(ctx.db, query)),
});
