import { postedSignal, takePostedSignal } from '@atc/core/loop/signals';
import { z } from 'zod';
import { byId, created, endpoint, missing, noInput, ok, pageByTime, pageOf, problem } from '../http/index.ts';
import { findSignalView, listSignalViews, listSourceViews } from '../reads/signals/store.ts';
import { signalStatus, signalView, sourceView } from '../reads/signals/view.ts';

/** A day of the company may be short or long: it is worth asking again after an hour. */
const TURNED_AWAY_S = '3600';

export const postSignal = endpoint({
  summary:
    'Take in a signal. One that cannot be acted on is kept as refused, with the reason; over the ' +
    'share of its key it is only counted',
  input: z.object({ body: postedSignal }),
  status: 201,
  response: z.object({
    id: z.string(),
    status: z.enum(['received', 'analyzing', 'refused']),
    refusal: z.string().nullable(),
  }),
  handle: async (ctx, { body }, { caller }) => {
    const taken = await takePostedSignal(ctx, { signal: body, sender: caller.keyId });
    if (taken.kind === 'turned_away')
      return problem('too_many', `${taken.reason}: this one was counted and not kept`, {
        headers: { 'retry-after': TURNED_AWAY_S },
      });
    return created(taken.signal, `/api/signals/${taken.signal.id}`);
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
