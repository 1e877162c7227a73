import type { KernelContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/db/index.ts';
import { endOfAttempt, type ToldAlarm, tellNow, tellSoon } from './attempt.ts';
import type { Message } from './notification.ts';
import { postRequest } from './post-request.ts';
import { requestOf, type Webhook } from './request.ts';

type AlarmContext = Pick<KernelContext, 'config' | 'log'>;

/** Something that must be told although the database may take no writes. */
export interface Alarm {
  /** Names the trouble, such as `watch.late`: one cause is told once and then after growing pauses, until it ends. */
  readonly cause: string;
  readonly title: string;
  readonly text: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What this process told, for each configuration; a start has one. */
const books = new WeakMap<AlarmContext['config'], Map<string, ToldAlarm>>();

/**
 * Logs an alarm and posts it straight to the webhook, without the database: at once, then after 1, 5, 15 and each 60
 * minutes while it lasts. Returns whether it was told now; never throws.
 */
export async function sendAlarm(ctx: AlarmContext, alarm: Alarm): Promise<boolean> {
  const book = bookOf(ctx);
  const told = tellNow(book.get(alarm.cause), performance.now());
  if (!told) return false;
  book.set(alarm.cause, told);
  ctx.log.error({ cause: alarm.cause, title: alarm.title, text: alarm.text, ...alarm.fields }, 'alarm');
  if (!(await post(ctx, alarm, ['error', 'alert'])) && book.get(alarm.cause) === told)
    book.set(alarm.cause, tellSoon(told, performance.now()));
  return true;
}

/** Ends a cause: it was told, so its end is told too. False when there was nothing to end; never throws. */
export async function endAlarm(ctx: AlarmContext, alarm: Alarm): Promise<boolean> {
  if (!bookOf(ctx).delete(alarm.cause)) return false;
  ctx.log.warn({ cause: alarm.cause, title: alarm.title, ...alarm.fields }, 'alarm ended');
  await post(ctx, alarm, ['alert', 'ended']);
  return true;
}

function bookOf({ config }: AlarmContext): Map<string, ToldAlarm> {
  const book = books.get(config) ?? new Map<string, ToldAlarm>();
  books.set(config, book);
  return book;
}

/** Whether nobody has to be told again soon: it was received, refused for good, or there is nobody to tell. */
async function post({ config, log }: AlarmContext, alarm: Alarm, tags: readonly string[]): Promise<boolean> {
  if (!config.webhook) return true;
  const at = new Date();
  const id = newId();
  const answer = await postRequest(
    config.webhook.url,
    requestOf(config.webhook, id, { message: messageOf(alarm, { id, at, tags }), at }),
  );
  const end = endOfAttempt(answer, 1);
  if (end.end !== 'sent') log.warn({ cause: alarm.cause, error: end.error }, 'the webhook did not take an alarm');
  return end.end !== 'again';
}

/** Posts a message that says that it is a test; null when it was taken, else why not. */
export async function postTest(
  webhook: Webhook,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<string | null> {
  const id = newId();
  const test = {
    cause: 'notification.test',
    title: 'This is a test',
    text: `${by} asked whether notifications arrive. They do.`,
  };
  const message = messageOf(test, { id, at, tags: [] });
  const end = endOfAttempt(await postRequest(webhook.url, requestOf(webhook, id, { message, at: new Date() })), 1);
  return end.end === 'sent' ? null : end.error;
}

interface Envelope {
  readonly id: string;
  /** Of the machine: company time may not be readable now. */
  readonly at: Date;
  readonly tags: readonly string[];
}

function messageOf(alarm: Alarm, { id, at, tags }: Envelope): Message {
  return {
    template: 'alert',
    title: alarm.title,
    text: alarm.text,
    at: at.toISOString(),
    agentId: 'observer',
    event: { id, kind: alarm.cause, tags: [...tags] },
    tradeId: null,
    proposalId: null,
    fields: { ...alarm.fields },
  };
}
