import { z } from 'zod';
import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { retryAfterMs } from '../../kernel/time/index.ts';
import { announceEvents, emitEvent, type WrittenEvent } from '../events/index.ts';
import { type Answer, type AttemptEnd, endOfAttempt } from './attempt.ts';
import { type Message, message } from './notification.ts';
import { requestOf, type Webhook } from './request.ts';
import { type DueNotification, endAttempt, takeDue } from './store.ts';

type SendingContext = Pick<KernelContext, 'db' | 'clock' | 'queues'>;

const AT_ONCE = 5;
const TIMEOUT_MS = 10_000;
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
  const end = endOfAttempt(await post(webhook.url, request), due.attempt);
  const told = await inTransaction(ctx.db, async (tx) => {
    const written = await endAttempt(tx, due, end);
    return written && end.end === 'dead' ? [await emitEvent(ctx, tx, undelivered(due, body, end))] : [];
  });
  await announceEvents(ctx, told satisfies readonly WrittenEvent[]);
  return end.end === 'sent';
}

function undelivered(due: DueNotification, body: Message, end: AttemptEnd & { readonly end: 'dead' }) {
  return {
    agentId: 'observer' as const,
    kind: 'notification.undelivered' as const,
    title: `Nobody took the message “${body.title}”`,
    summary: `${end.error}; it is kept as a dead letter and can be tried again.`,
    tags: ['error', 'notification'],
    fields: { notificationId: due.id, template: body.template, attempts: due.attempt, error: end.error },
  };
}

async function post(
  url: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    return { kind: 'answered', status: response.status, restMs: await restOf(response) };
  } catch (error) {
    return { kind: 'failed', error: hideUrl(errorText(error), url) };
  }
}

// Telegram says it in the body: {"ok": false, "error_code": 429, "parameters": {"retry_after": 35}}.
const telegram = z.object({ parameters: z.object({ retry_after: z.number().min(0).max(1e6) }) });
const MOST_READ = 4096;

/** How long a receiver asks to be left alone, in its header or, as Telegram does, in its body; of that no more is read than a page. */
async function restOf(response: Response): Promise<number | null> {
  const asked = retryAfterMs(response.headers, new Date());
  if (response.status !== 429 || asked !== null) {
    await response.body?.cancel();
    return asked;
  }
  const { data } = telegram.safeParse(jsonOf(await firstBytes(response.body)));
  return data ? data.parameters.retry_after * 1000 : null;
}

async function firstBytes(body: Response['body']): Promise<string> {
  let text = '';
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString('latin1');
    if (text.length > MOST_READ) break;
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The address may hold a secret, as Telegram's does: it is never written down. */
function hideUrl(text: string, url: string): string {
  return text.replaceAll(url, 'the webhook').slice(0, 300);
}
