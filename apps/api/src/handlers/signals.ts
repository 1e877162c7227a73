import { missingSourceKinds } from '@atc/agents/tasks';
import { readPolicies } from '@atc/core/company/policies';
import { startOfDay } from '@atc/core/kernel/time';
import { postedSignal, takePostedSignal, WORTH_EVALUATING } from '@atc/core/loop/signals';
import { z } from 'zod';
import { byId, created, endpoint, missing, noInput, ok, pageByTime, pageOf, problem } from '../http/index.ts';
import { flowView, stepsOf } from '../reads/signals/flow.ts';
import { listFlowGroups } from '../reads/signals/flow-store.ts';
import { findSignalView, listSignalViews, listSourceViews } from '../reads/signals/store.ts';
import { signalStatus, signalView, sourceView } from '../reads/signals/view.ts';
import { show } from '../reads/view.ts';

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

export const showFlow = endpoint({
  summary: 'How far the signals of the company’s day came, and why the others did not: from received to traded',
  input: noInput,
  response: flowView,
  handle: async (ctx) => {
    const { values } = await readPolicies(ctx.db);
    const since = startOfDay(ctx.clock.now(), values.company?.timezone ?? 'UTC');
    const confident = values.trade_limits?.min_confidence ?? WORTH_EVALUATING;
    const groups = await listFlowGroups(ctx.db, { since, confident });
    return ok(show(flowView, { since, confident, steps: stepsOf(groups) }));
  },
});

export const listSources = endpoint({
  summary: 'The record of each signal source, those with the most closed trades first',
  input: noInput,
  response: pageOf(sourceView).extend({
    noData: z
      .array(z.string())
      .meta({ description: 'kinds of sources that agents ask about and none is connected of' }),
  }),
  handle: async ({ db }) => {
    const [items, noData] = await Promise.all([listSourceViews(db), missingSourceKinds(db)]);
    return ok({ items: [...items], noData: [...noData], nextCursor: null });
  },
});
