import { expect, test } from 'vitest';
import type { EventRow } from '../events/index.ts';
import { messageOf } from './message.ts';
import type { Message } from './notification.ts';
import { requestOf, sign, type Webhook } from './request.ts';

const message: Message = {
  template: 'alert',
  title: 'Trading is *halted*',
  text: 'by anna',
  at: '2025-02-03T15:00:00.000Z',
  agentId: 'observer',
  event: { id: 'event', kind: 'trading.state_changed', tags: ['alert'] },
  tradeId: null,
  proposalId: null,
  fields: {},
};
const at = new Date('2025-02-03T15:00:00.900Z');
const sent = (webhook: Partial<Webhook>, changes: Partial<Message> = {}) =>
  requestOf({ url: 'https://example.org', format: 'json', secret: null, chatId: null, ...webhook }, 'id-1', {
    message: { ...message, ...changes },
    at,
  });
const bodyOf = (webhook: Partial<Webhook>, changes: Partial<Message> = {}) => JSON.parse(sent(webhook, changes).body);

test('as JSON everything is sent under the id that stays the same', () => {
  expect(bodyOf({})).toEqual({ id: 'id-1', ...message });
  expect(sent({}).headers).toEqual({ 'content-type': 'application/json', 'idempotency-key': 'id-1' });
});

test('Discord shows the title strong, and nobody is called by a sign in it', () => {
  expect(bodyOf({ format: 'discord' })).toEqual({
    content: '**Trading is \\*halted\\***\nby anna',
    allowed_mentions: { parse: [] },
  });
});

test('Telegram shows the text as it is, to its chat', () => {
  expect(bodyOf({ format: 'telegram', chatId: '-100' })).toEqual({
    chat_id: '-100',
    text: 'Trading is *halted*\nby anna',
    link_preview_options: { is_disabled: true },
  });
});

test('a message without text is its title', () => {
  expect(bodyOf({ format: 'telegram' }, { text: '' }).text).toBe('Trading is *halted*');
});

test.each([
  ['discord', 1900, 'content'],
  ['telegram', 4000, 'text'],
] as const)('%s takes %d signs, more are cut and it is seen', (format, most, name) => {
  const ofLength = (length: number) => {
    const head = format === 'discord' ? '**T**\n' : 'T\n';
    return bodyOf({ format }, { title: 'T', text: 'x'.repeat(length - head.length) })[name];
  };
  expect(ofLength(most)).toHaveLength(most);
  expect(ofLength(most)).not.toContain('…');
  expect(ofLength(most + 1)).toHaveLength(most + 1);
  expect(ofLength(most + 1).endsWith('x…')).toBe(true);
});

test('what moves a cursor or hides is not sent', () => {
  expect(bodyOf({}, { title: 'a\u001b[31mb', text: 'c\u202ed\ne' })).toMatchObject({ title: 'a [31mb', text: 'cd e' });
});

test('with a secret the second and the body are signed', () => {
  const { body, headers } = sent({ secret: 'hush' });
  const second = 1_738_594_800;
  expect(headers['x-signature']).toBe(`t=${second},v1=${sign('hush', `${second}.${body}`)}`);
});

test('a signature is HMAC-SHA256 in hex', () => {
  // RFC 4231, test case 2
  expect(sign('Jefe', 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

const templateOf = (kind: string, tags: readonly string[] = []) =>
  messageOf({
    id: 'event',
    kind,
    tags,
    title: 'title',
    summary: 'summary',
    occurredAt: at,
    agentId: 'observer',
    tradeId: 'trade',
    proposalId: null,
    fields: { a: 1 },
  } as never as EventRow)?.template ?? null;

test.each([
  ['day.ended', [], 'daily_report'],
  ['trade.executed', [], 'trade'],
  ['trade.closed', ['warning'], 'trade'],
  ['trade.failed', ['error'], 'trade'],
  ['trading.state_changed', [], 'alert'],
  ['protection.locked', [], 'alert'],
  ['order.unknown', [], 'alert'],
  ['position.at_risk', [], 'alert'],
  ['anything', ['x', 'error'], 'alert'],
  ['anything', ['warning'], 'alert'],
  ['anything', ['rule_violation'], 'alert'],
  ['anything', ['alert'], 'alert'],
  ['anything', ['insight'], null],
  ['notification.undelivered', ['error', 'alert'], null],
])('of an event %s tagged %j a person is told: %s', (kind, tags, template) => {
  expect(templateOf(kind, tags)).toBe(template);
});
