import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { type EventDraft, emitEvent } from '../events/index.ts';
import { type AttemptEnd, endOfAttempt } from './attempt.ts';
import { type Message, message } from './notification.ts';
import { postRequest } from './post-request.ts';
import { requestOf, type Webhook } from './request.ts';
import { type DueNotification, endAttempt, takeDue } from './store.ts';

type SendingContext = Pick<KernelContext, 'db' | 'clock'>;

const AT_ONCE = 5;
/** Longer than an attempt can last, so that two processes never send the same one at once. */
const LEASE_MS = 30_000;

/**
 * Sends what is due, each at least once: a process that dies between the receiver's answer and its note of it sends
 * again, with the same `Idempotency-Key`. Returns how many were received.
 */
export async function sendNotifications(ctx: SendingContext, webhook: Webhook): Promise<number> {
  const due = await takeDue(ctx.db, { limit: AT_ONCE, leaseMs: LEASE_MS });
  const sent = await Promise.all(due.map((notification) => sendOne(ctx, webhook, notification)));
  return sent.filter(Boolean).length;
}

async function sendOne(ctx: SendingContext, webhook: Webhook, due: DueNotification): Promise<boolean> {
  const body = message.parse(due.body);
  const request = requestOf(webhook, due.id, { message: body, at: new Date() });
  const end = endOfAttempt(await postRequest(webhook.url, request), due.attempt);
  await inTransaction(ctx.db, async (tx) => {
    const written = await endAttempt(tx, due, end);
    if (written && end.end === 'dead') await emitEvent(ctx, tx, undelivered(due, body, end));
  });
  return end.end === 'sent';
}

function undelivered(
  due: DueNotification,
  body: Message,
  end: AttemptEnd & { readonly end: 'dead' },
): EventDraft<'notification.undelivered'> {
  return {
    kind: 'notification.undelivered',
    title: `Nobody took the message “${body.title}”`,
    summary: `${end.error}; it is kept as a dead letter and can be tried again.`,
    fields: { notificationId: due.id, template: body.template, attempts: due.attempt, error: end.error },
  };
}
