import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { type EventDraft, emitEvent } from '../events/index.ts';
import { endOfAttempt, tellNow, tellSoon } from './attempt.ts';
import {
  collectNotifications,
  endAlarm,
  reviveNotification,
  sendAlarm,
  sendNotifications,
  type Webhook,
} from './index.ts';
import { requestOf, sign } from './request.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang up';

let company: TestCompany;
let server: Server;
let webhook: Webhook;
const received: Received[] = [];
const replies: Reply[] = [];

beforeAll(async () => {
  company = await testCompany();
  server = createServer(async (req, res) => {
    received.push({ headers: req.headers, body: await text(req) });
    const reply = replies.shift() ?? { status: 204 };
    if (reply === 'hang up') req.socket.destroy();
    else res.writeHead(reply.status, reply.headers).end(reply.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  webhook = { url: `http://127.0.0.1:${port}/hook`, format: 'json', secret: 's'.repeat(32), chatId: null };
  await collectNotifications(company.ctx);
});
afterEach(async () => {
  received.length = 0;
  replies.length = 0;
  await company.ctx.db.notification.deleteMany();
});
afterAll(async () => {
  server?.close();
  await company?.close();
});

const BOUGHT = {
  ...{ symbol: 'BONK', side: 'buy', quantity: '41200', price: '0.00002431', usd: '1', feeUsd: '0.01' },
  ...{ slippageBps: 4, stopLoss: '0.00001702', takeProfit: null, orderId: 'o', openPositions: 1 },
};

async function happen(changes: Partial<EventDraft> = {}): Promise<void> {
  await inTransaction(company.ctx.db, (tx) =>
    emitEvent(company.ctx, tx, {
      kind: 'trade.executed',
      title: 'SCOUT bought 41,200 BONK at 0.00002431',
      summary: 'Slippage 4 bps, stop 0.00001702.',
      fields: BOUGHT,
      ...changes,
    } as EventDraft),
  );
}

/** Collects until a fresh event is visible: events are shown when no older transaction runs any more. */
const collected = () => expect.poll(() => collectNotifications(company.ctx)).toBeGreaterThan(0);
const send = () => sendNotifications(company.ctx, webhook);
const rows = () => company.ctx.db.notification.findMany({ orderBy: { id: 'asc' } });
const fallDue = () => company.ctx.db.notification.updateMany({ data: { nextAttemptAt: new Date(0) } });

test('a trade is told once, signed so that the receiver can tell who sent it', async () => {
  await happen();
  await collected();
  expect(await collectNotifications(company.ctx)).toBe(0);
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(received).toHaveLength(1);
  const [{ headers, body }] = received as [Received];
  expect(JSON.parse(body)).toMatchObject({ template: 'trade', title: 'SCOUT bought 41,200 BONK at 0.00002431' });
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-signature'])) ?? [];
  expect(signature).toBe(sign('s'.repeat(32), `${seconds}.${body}`));
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, lastError: null }]);
});

test('a receiver that fails or hangs up is asked again with the same key, later each time', async () => {
  replies.push({ status: 503 }, 'hang up', { status: 429, headers: { 'retry-after': '120' } });
  await happen();
  await collected();
  for (const waitMs of [2000, 4000, 120_000]) {
    const before = Date.now();
    expect(await send()).toBe(0);
    const [row] = await rows();
    expect(row?.state).toBe('pending');
    expect(Number(row?.nextAttemptAt) - before).toBeGreaterThan(waitMs - 500);
    await fallDue();
  }
  expect(await send()).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
});

const patience: readonly (readonly [string, Reply, number])[] = [
  [
    'a date in its header',
    {
      status: 429,
      headers: { 'retry-after': 'Wed, 26 Nov 2025 10:01:30 GMT', date: 'Wed, 26 Nov 2025 10:00:00 GMT' },
    },
    90_000,
  ],
  [
    'Telegram’s words in its body',
    { status: 429, body: '{"ok":false,"error_code":429,"parameters":{"retry_after":300}}' },
    300_000,
  ],
  ['nothing, in a body without end', { status: 429, body: `{"x":"${'x'.repeat(100_000)}` }, 2000],
];

test.each(patience)('a receiver that asks for patience by %s is given it', async (_, reply, waitMs) => {
  replies.push(reply);
  await happen();
  await collected();
  const before = Date.now();
  expect(await send()).toBe(0);
  const wait = Number((await rows())[0]?.nextAttemptAt) - before;
  expect(wait).toBeGreaterThan(waitMs - 500);
  expect(wait).toBeLessThan(waitMs + 20_000);
});

test('a message that is refused becomes a dead letter, told without a message, and can be sent again', async () => {
  replies.push({ status: 404 });
  await happen();
  await collected();
  expect(await send()).toBe(0);
  const [row] = await rows();
  expect(row).toMatchObject({ state: 'dead', lastError: 'the receiver answered 404' });
  await expect.poll(() => company.ctx.db.event.count({ where: { kind: 'notification.undelivered' } })).toBe(1);
  const quiet = { topic: null, findings: 0, submitted: null, noData: false };
  await happen({ kind: 'scan.finished', title: 'a quiet event', fields: quiet });
  expect(await collectNotifications(company.ctx)).toBe(0);
  expect(await reviveNotification(company.ctx.db, row?.id ?? '')).toBe(true);
  expect(await send()).toBe(1);
});

test('several processes that send at once send each message once', async () => {
  for (let i = 0; i < 12; i += 1) await happen({ title: `trade ${i}` });
  const collectAll = async () => {
    await collectNotifications(company.ctx);
    return (await rows()).length;
  };
  await expect.poll(collectAll).toBe(12);
  while ((await Promise.all([send(), send(), send(), send()])).some((sent) => sent > 0));
  expect(received.map(({ body }) => JSON.parse(body).title).sort()).toEqual(
    Array.from({ length: 12 }, (_, i) => `trade ${i}`).sort(),
  );
});

test('an address with a secret in it is never written down', async () => {
  const closed: Webhook = { ...webhook, url: 'http://127.0.0.1:1/bot123:secret/sendMessage' };
  await happen();
  await collected();
  await sendNotifications(company.ctx, closed);
  const [row] = await rows();
  expect(row?.lastError).toBeTruthy();
  expect(JSON.stringify(row)).not.toContain('secret');
});

const message = {
  template: 'alert',
  title: '**halt** @everyone',
  text: 'x'.repeat(5000),
  at: '2025-02-03T15:00:00.000Z',
  agentId: 'sage',
  event: { id: 'e', kind: 'protection.locked', tags: [] },
  ...{ tradeId: null, proposalId: null, fields: {} },
} as const;
const at = new Date('2025-02-03T15:00:00Z');

test('Discord and Telegram get what they take: short, and nothing in it is a command', () => {
  const discord = JSON.parse(
    requestOf({ ...webhook, format: 'discord' }, 'n', {
      message: { ...message, event: { ...message.event, tags: [] } },
      at,
    }).body,
  );
  expect(discord.content.length).toBeLessThanOrEqual(2000);
  expect(discord.allowed_mentions).toEqual({ parse: [] });
  const telegram = JSON.parse(
    requestOf({ ...webhook, format: 'telegram', chatId: '42' }, 'n', {
      message: { ...message, event: { ...message.event, tags: [] } },
      at,
    }).body,
  );
  expect(telegram).toMatchObject({ chat_id: '42' });
  expect(telegram.text.length).toBeLessThanOrEqual(4096);
  expect(telegram).not.toHaveProperty('parse_mode');
});

test.each([
  [{ kind: 'answered', status: 204, restMs: null }, 1, 'sent'],
  [{ kind: 'answered', status: 302, restMs: null }, 1, 'dead'],
  [{ kind: 'answered', status: 410, restMs: null }, 1, 'dead'],
  [{ kind: 'answered', status: 408, restMs: null }, 1, 'again'],
  [{ kind: 'answered', status: 500, restMs: null }, 9, 'again'],
  [{ kind: 'failed', error: 'no route' }, 10, 'dead'],
] as const)('%j at attempt %i: %s', (answer, attempt, end) => {
  expect(endOfAttempt(answer, attempt).end).toBe(end);
});

test('an alarm is told without the database: once, its end once, and anew when it is back', async () => {
  const quiet = { log: company.ctx.log, config: { ...company.config, webhook } };
  const alarm = { cause: 'stores.read_only', title: 'PostgreSQL takes no writes', text: 'Nothing is traded.' };
  expect(await endAlarm(quiet, alarm)).toBe(false);
  expect(await Promise.all([sendAlarm(quiet, alarm), sendAlarm(quiet, alarm)])).toEqual([true, false]);
  expect(await endAlarm(quiet, { ...alarm, title: 'PostgreSQL takes writes again' })).toBe(true);
  expect(await sendAlarm(quiet, alarm)).toBe(true);
  expect(received.map(({ body }) => JSON.parse(body).title)).toEqual([
    'PostgreSQL takes no writes',
    'PostgreSQL takes writes again',
    'PostgreSQL takes no writes',
  ]);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ template: 'alert', event: { kind: 'stores.read_only' } });
});

test('an alarm that lasts is told with growing pauses, and soon again where nobody took it', () => {
  const first = tellNow(undefined, 0);
  expect(first).toEqual({ times: 1, againAt: 60_000 });
  expect(tellNow({ times: 1, againAt: 60_000 }, 59_999)).toBeNull();
  expect(tellNow({ times: 1, againAt: 60_000 }, 60_000)).toEqual({ times: 2, againAt: 360_000 });
  expect(tellNow({ times: 40, againAt: 0 }, 1)?.againAt).toBe(3_600_001);
  expect(tellSoon({ times: 1, againAt: 60_000 }, 5)).toEqual({ times: 1, againAt: 15_005 });
});
