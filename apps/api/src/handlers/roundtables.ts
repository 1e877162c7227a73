import { z } from 'zod';
import { byId, endpoint, missing, ok, pageById, pageOf } from '../http/index.ts';
import { findRoundtableDetail, listRoundtableViews } from '../reads/roundtables/store.ts';
import { roundtableDetail, roundtableStatus, roundtableView } from '../reads/roundtables/view.ts';

export const listRoundtables = endpoint({
  summary: 'Conversations and desk reviews, newest first',
  input: z.object({ query: z.strictObject({ ...pageById, status: roundtableStatus.optional() }) }),
  response: pageOf(roundtableView),
  handle: async (ctx, { query }) => ok(await listRoundtableViews(ctx.db, query)),
});

export const showRoundtable = endpoint({
  summary: 'A conversation with what was said and how they voted',
  input: byId,
  response: roundtableDetail,
  handle: async (ctx, { params }) => {
    const roundtable = await findRoundtableDetail(ctx.db, params.id);
    return roundtable ? ok(roundtable) : missing('roundtable');
  },
});
