import { postedSignal, recordSignal } from '@atc/core/loop/signals';
import { z } from 'zod';
import { byId, created, endpoint, missing, noInput, ok, pageByTime, pageOf } from '../http/index.ts';
import { findSignalView, listSignalViews, listSourceViews } from '../reads/signals/store.ts';
import { signalStatus, signalView, sourceView } from '../reads/signals/view.ts';

export const postSignal = endpoint({
  summary: 'Take in a signal. One that cannot be acted on is kept as refused, with the reason',
  input: z.object({ body: postedSignal }),
  status: 201,
  response: z.object({
    id: z.string(),
    status: z.enum(['received', 'analyzing', 'refused']),
    refusal: z.string().nullable(),
  }),
  handle: async (ctx, { body }) => {
    const recorded = await recordSignal(ctx, { ...body, trust: 'untrusted' });
    return created(recorded, `/api/signals/${recorded.id}`);
  },
});

export const listSignals = endpoint({
  summary: 'Signals, newest first',
  input: z.object({ query: z.strictObject({ ...pageByTime, status: signalStatus.optional() }) }),
  response: pageOf(signalView),
  handle: async (ctx, { query }) => ok(await listSignalViews(ctx.db, query)),
});

export const showSignal = endpoint({
  summary: 'A signal with its analysis',
  input: byId,
  response: signalView,
  handle: async (ctx, { params }) => {
    const signal = await findSignalView(ctx.db, params.id);
    return signal ? ok(signal) : missing('signal');
  },
});

export const listSources = endpoint({
  summary: 'The record of each signal source, those with the most closed trades first',
  input: noInput,
  response: pageOf(sourceView),
  handle: async (ctx) => ok({ items: [...(await listSourceViews(ctx.db))], nextCursor: null }),
});
