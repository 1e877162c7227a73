import { createHmac } from 'node:crypto';
import { cut, printable } from '../../kernel/text/index.ts';
import type { Message, WebhookFormat } from './notification.ts';

/** Where notifications go. */
export interface Webhook {
  readonly url: string;
  readonly format: WebhookFormat;
  /** Signs what is sent; null sends it unsigned. */
  readonly secret: string | null;
  /** Telegram's chat. */
  readonly chatId: string | null;
}

/** What is posted for a notification. */
export interface WebhookRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Longest text that Discord and Telegram take, less a little. */
const DISCORD_MOST = 1900;
const TELEGRAM_MOST = 4000;

/**
 * The request for a notification in its receiver's format. `Idempotency-Key` is the notification's id, the same however
 * often it is sent. With a secret, `X-Signature` is `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over `<t>.<body>`.
 */
export function requestOf(
  webhook: Webhook,
  id: string,
  { message, at }: { readonly message: Message; readonly at: Date },
): WebhookRequest {
  const shown = { ...message, title: printable(message.title), text: printable(message.text) };
  const body = JSON.stringify(bodyOf(webhook, id, shown));
  const seconds = Math.floor(at.getTime() / 1000);
  const headers = { 'content-type': 'application/json', 'idempotency-key': id };
  if (webhook.secret === null) return { body, headers };
  return {
    body,
    headers: { ...headers, 'x-signature': `t=${seconds},v1=${sign(webhook.secret, `${seconds}.${body}`)}` },
  };
}

/** HMAC-SHA256 in hex. */
export function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function bodyOf({ format, chatId }: Webhook, id: string, message: Message): unknown {
  if (format === 'discord')
    return { content: shortened(textOf(message, '**'), DISCORD_MOST), allowed_mentions: { parse: [] } };
  // Without a parse mode Telegram shows text as it is: nothing in it can become a link or a command.
  if (format === 'telegram')
    return {
      chat_id: chatId,
      text: shortened(textOf(message, ''), TELEGRAM_MOST),
      link_preview_options: { is_disabled: true },
    };
  return { id, ...message };
}

function textOf({ title, text }: Message, strong: string): string {
  const head = strong === '' ? title : `${strong}${title.replaceAll('*', '\\*')}${strong}`;
  return text === '' ? head : `${head}\n${text}`;
}

const shortened = (text: string, most: number) => (text.length <= most ? text : `${cut(text, most)}…`);
