import { request } from 'node:http';
import { newId } from '@atc/core/kernel/db';
import { silentLog } from '@atc/core/kernel/log';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mintKey, revokeKeys } from '../auth/index.ts';
import { prefixOf } from '../auth/key.ts';
import { tell, untilShown } from '../testing/make-rows.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { openEventHub } from './event-hub.ts';
import { isAfter } from './position.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

interface Client {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  text(): string;
  isOver(): boolean;
  leave(): void;
}

/** A client of the stream over a connection of its own. */
function open(headers: Readonly<Record<string, string>> = {}, key: string | null = api.keys.viewer): Promise<Client> {
  return new Promise((ready, fail) => {
    const asked = request(`${api.url}/api/events/stream`, {
      agent: false,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
    });
    asked.on('error', fail).on('response', (answer) => {
      let text = '';
      let over = false;
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer
        .on('error', () => undefined)
        .on('close', () => {
          over = true;
        });
      ready({
        status: answer.statusCode,
        headers: answer.headers,
        text: () => text,
        isOver: () => over,
        leave: () => asked.destroy(),
      });
    });
    asked.end();
  });
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\S+)$/gm)].map((match) => match[1]);
const sees = (client: Client, part: string) =>
  vi.waitFor(() => expect(client.text()).toContain(part), { timeout: 10_000 });

test.each([
  ['viewer', 200],
  ['operator', 200],
  ['ingest', 403],
] as const)('a key with the role %s gets %i', async (role, status) => {
  const client = await open({}, api.keys[role]);
  expect(client.status).toBe(status);
  client.leave();
});

test('a browser and what stands between are told not to keep or hold back anything', async () => {
  const client = await open();
  expect(client.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  await sees(client, 'retry: ');
  client.leave();
});

test('a message carries its id and the event as the list shows it', async () => {
  const client = await open();
  await sees(client, 'retry: ');
  const [id] = await tell(api.company, ['a line\nand another']);
  await sees(client, id ?? '-');
  await untilShown(api.company, id);
  const [shown] = (await api.ask('GET /api/events?limit=1')).body.items;
  expect(client.text()).toContain(`id: ${id}\ndata: ${JSON.stringify(shown)}\n\n`);
  client.leave();
});

test('a client that comes back with its last id misses nothing and hears nothing twice', async () => {
  const seen: (string | undefined)[] = [];
  const told = [...(await tell(api.company, ['first']))];
  for (let visit = 0; visit < 4; visit += 1) {
    const client = await open({ 'last-event-id': seen.at(-1) ?? told[0] ?? '' });
    told.push(...(await tell(api.company, [`while there ${visit}`])));
    await sees(client, told.at(-1) ?? '-');
    seen.push(...idsIn(client.text()));
    client.leave();
    told.push(...(await tell(api.company, [`while away ${visit}`])));
  }
  expect(seen).toEqual(told.slice(1, -1));
});

test('HEAD, POST and other verbs open no stream', async () => {
  expect((await api.ask('POST /api/events/stream')).status).toBe(405);
  for (let i = 0; i < 25; i += 1) expect((await api.ask('HEAD /api/events/stream')).status).toBe(200);
});

test.each(['0', 'x', `${newId()} `.repeat(2), "' OR 1=1"])('the last id %j is none', async (id) => {
  const client = await open({ 'last-event-id': id });
  expect(client).toMatchObject({
    status: 400,
    headers: { 'content-type': expect.stringContaining('application/problem+json') },
  });
});

test('a client that is gone is followed no more, whenever it went', async () => {
  const { ctx } = api.company;
  const hub = openEventHub(ctx.db, silentLog());
  const heard: number[] = [];
  const stop = hub.listen({ news: (events) => heard.push(events.length), closed: () => undefined });
  await hub.started();
  await tell(api.company, ['heard']);
  await vi.waitFor(() => expect(heard).not.toEqual([]), { timeout: 10_000 });
  stop();
  expect(hub.listeners()).toBe(0);
  await vi.waitFor(() => expect(hub.position()).toBeNull(), { timeout: 10_000 });
  hub.close();
});

const freshKey = (role: 'viewer' | 'operator', name: string) => mintKey(api.company.ctx.db, { name, role });
const openMany = async (key: string, count: number) => Promise.all(Array.from({ length: count }, () => open({}, key)));
const statusesOf = (clients: readonly Client[]) => clients.map(({ status }) => status).sort();

test('of thirty that one key opens at once twenty listen; another key’s place is not taken', async () => {
  const clients = await openMany(await freshKey('viewer', 'many'), 30);
  expect(statusesOf(clients)).toEqual([...Array(20).fill(200), ...Array(10).fill(503)]);
  const other = await open();
  expect(other.status).toBe(200);
  for (const client of [...clients, other]) client.leave();
});

test('two hundred may listen, twenty of them operators; the next is told to come later, until one goes', async () => {
  const clients: Client[] = [];
  for (let i = 0; i < 9; i += 1) clients.push(...(await openMany(await freshKey('viewer', `full ${i}`), 20)));
  await vi.waitFor(
    async () => {
      const one = await open();
      one.leave();
      expect(one.status).toBe(503);
    },
    { timeout: 10_000 },
  );
  const operators = await openMany(await freshKey('operator', 'the last'), 20);
  expect(new Set(statusesOf([...clients, ...operators]))).toEqual(new Set([200]));
  const late = await open({}, api.keys.operator);
  expect([late.status, late.headers['retry-after']]).toEqual([503, '15']);
  for (const client of clients.slice(0, 50)) client.leave();
  await vi.waitFor(
    async () => {
      const late = await open();
      late.leave();
      expect(late.status).toBe(200);
    },
    { timeout: 10_000 },
  );
  for (const client of [...clients, ...operators]) client.leave();
});

const ends = (client: Client) => vi.waitFor(() => expect(client.isOver()).toBe(true), { timeout: 15_000 });

test('a stream ends within seconds of its key’s revoking, and hears nothing more; others’ go on', async () => {
  const key = await freshKey('viewer', 'short-lived');
  const [revoked, other] = [await open({}, key), await open()];
  await sees(revoked, 'retry: ');
  expect(await revokeKeys(api.company.ctx.db, { prefix: prefixOf(key), by: 'a test' })).toMatchObject({
    outcome: 'revoked',
  });
  await ends(revoked);
  const [id = '-'] = await tell(api.company, ['not for everybody']);
  await sees(other, id);
  expect(revoked.text()).not.toContain(id);
  other.leave();
});

test('a stream ends with the session that opened it', async () => {
  const { headers } = await api.ask('POST /login', {
    key: null,
    raw: new URLSearchParams({ key: api.keys.viewer }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.url },
  });
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  const client = await open({ cookie }, null);
  expect(client.status).toBe(200);
  await api.ask('POST /logout', { key: null, headers: { cookie, origin: api.url } });
  await ends(client);
  expect((await open({ cookie }, null)).status).toBe(401);
});

test('a stream ends when its key may not look any more', async () => {
  const key = await freshKey('viewer', 'demoted');
  const client = await open({}, key);
  await api.company.ctx.db.apiKey.updateMany({ where: { name: 'demoted' }, data: { role: 'ingest' } });
  await ends(client);
});

test.each([
  ['9', 'b', '10', 'a', false],
  ['10', 'a', '9', 'b', true],
  ['7', 'b', '7', 'a', true],
  ['7', 'a', '7', 'a', false],
  ['18446744073709551615', 'a', '18446744073709551614', 'z', true],
])('event %s %s lies after %s %s: %s', (...told) => {
  const [tx, id, otherTx, otherId, after] = told;
  expect(isAfter({ tx, id }, { tx: otherTx, id: otherId })).toBe(after);
});
