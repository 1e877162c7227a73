import { listDeadLetters, retryDeadLetter } from '@atc/core/loop/recovery';
import { z } from 'zod';
import { byId, cutPage, endpoint, missing, ok, pageById, pageOf, problem } from '../http/index.ts';
import { id, instant, show } from '../reads/view.ts';

const deadLetterView = z
  .object({
    id: id.meta({ description: 'of the step, event, notification, reaction or initiative' }),
    type: z.enum(['step', 'event', 'notification', 'reaction', 'initiative']).meta({
      description:
        'a step of a mission, the rules looking at an event, a message that nobody took, an agent ' +
        'reacting to an event, or looking for work of its own',
    }),
    kind: z.string(),
    title: z.string(),
    missionId: id.nullable(),
    failures: z.int(),
    error: z.string().nullable(),
    since: instant.meta({ description: 'machine time' }),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetters = endpoint({
  summary: 'Work that was put aside after too many failures, newest first',
  input: z.object({ query: z.strictObject(pageById) }),
  response: pageOf(deadLetterView),
  handle: async (ctx, { query }) => {
    const rows = await listDeadLetters(ctx.db, { before: query.cursor?.id ?? null, limit: query.limit + 1 });
    return ok(
      cutPage(rows, query, {
        view: (row) => show(deadLetterView, row),
        cursor: (row) => ({ at: '', id: row.id }),
      }),
    );
  },
});

export const retryOne = endpoint({
  summary: 'Give a dead letter back to its queue. Asked again it changes nothing; it never goes past a gate',
  input: byId,
  response: z.object({ id, retried: z.boolean() }),
  handle: async (ctx, { params }, { caller }) => {
    const end = await retryDeadLetter(ctx, { id: params.id, by: `operator:${caller.name}` });
    if (end.outcome === 'not_found') return missing('dead letter');
    if (end.outcome === 'refused') return problem('conflict', end.reason);
    return ok({ id: params.id, retried: end.outcome === 'retried' });
  },
});
