import { postTest } from '@atc/core/company/notifications';
import { z } from 'zod';
import { cutPage, endpoint, noInput, ok, pageById, pageOf, problem } from '../../http/index.ts';
import { listNotificationRows } from '../../reads/operations/store.ts';
import { notificationState, notificationView } from '../../reads/operations/view.ts';
import { show } from '../../reads/view.ts';

export const listNotifications = endpoint({
  summary: 'What was told outside of the company, newest first, and what could not be told yet',
  input: z.object({ query: z.strictObject({ ...pageById, state: notificationState.optional() }) }),
  response: pageOf(notificationView).extend({
    receiver: z.enum(['json', 'discord', 'telegram']).nullable().meta({ description: 'null: nobody is told' }),
  }),
  handle: async ({ db, config }, { query }) => {
    const rows = await listNotificationRows(db, query);
    const page = cutPage(rows, query, {
      view: (row) => show(notificationView, row),
      cursor: ({ id }) => ({ at: '', id }),
    });
    return ok({ ...page, receiver: config.webhook?.format ?? null });
  },
});

export const postTestNotification = endpoint({
  summary: 'Post a message to the receiver of notifications at once, and say what it answered',
  input: noInput,
  response: z.object({ taken: z.boolean(), error: z.string().nullable() }),
  handle: async (ctx, _input, { caller }) => {
    const { webhook } = ctx.config;
    if (!webhook) return problem('conflict', 'nobody is told: WEBHOOK_URL is not set');
    const error = await postTest(webhook, { by: caller.name, at: ctx.clock.now() });
    return ok({ taken: error === null, error });
  },
});
