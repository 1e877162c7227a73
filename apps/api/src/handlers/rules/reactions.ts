import { z } from 'zod';
import { endpoint, ok, pageById, pageOf } from '../../http/index.ts';
import { listReactionViews } from '../../reads/reactions/store.ts';
import { reactionStatus, reactionView } from '../../reads/reactions/view.ts';

export const listReactions = endpoint({
  summary:
    'How agents reacted to each other’s events, newest first; skipped ones with the reason. The matrix is a policy',
  input: z.object({ query: z.strictObject({ ...pageById, status: reactionStatus.optional() }) }),
  response: pageOf(reactionView),
  handle: async (ctx, { query }) => ok(await listReactionViews(ctx.db, query)),
});
