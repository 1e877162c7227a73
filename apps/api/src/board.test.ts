import { protectiveQueues } from '@atc/core/loop/kinds';
import { appRoutes } from '@bull-board/api/dist/routes.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { BOARD_PATH } from './board.ts';
import { type ServedApp, serveApp } from './testing/serve-app.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

let api: TestApi;
/** The same company with real money at stake. */
let live: ServedApp;
beforeAll(async () => {
  api = await testApi();
  const { ctx, config } = api.company;
  live = await serveApp({ ...ctx, config: { ...config, tradingMode: 'live' } });
});
afterAll(async () => {
  await live?.close();
  await api?.close();
});

const QUEUE = 'agent_task';
const queue = () => api.company.ctx.queues.forBoard().find(({ name }) => name === QUEUE);
const writes = appRoutes.api.flatMap(({ method, route }) =>
  method === 'get' ? [] : [route].flat().map((path) => [[method].flat().join().toUpperCase(), path] as const),
);
const one = writes.filter(([, path]) => path.includes(':queueName'));

const address = (path: string) =>
  BOARD_PATH +
  path.replace(':queueName', QUEUE).replace(':jobId', 'a-job').replace(':queueStatus', 'failed').replace(/:\w+/g, 'x');

/** A body that each of the board's own schemas takes. */
const ANY = { name: 'x', data: {}, options: {}, jobData: {}, concurrency: 1, runAt: 9e12, priority: 1, every: 60_000 };

const send = (url: string, where: readonly [string, string], headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${url}${address(where[1])}`, {
    method: where[0],
    redirect: 'manual',
    headers: { authorization: `Bearer ${api.keys.operator}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(ANY),
  });

test('the board has writing routes to speak of', () => {
  expect(one.length).toBeGreaterThan(10);
});

test.each(writes)('while real money trades nobody can %s %s', async (...where) => {
  const before = await api.company.ctx.queues.counts();
  const reply = await send(live.url, where);
  // Pausing and resuming everything passes over queues that are read-only.
  if (where[1].includes(':queueName')) expect(reply.status).toBe(405);
  expect(await queue()?.isPaused()).toBe(false);
  expect(await api.company.ctx.queues.counts()).toEqual(before);
});

test.each(writes)('%s %s is for operators alone', async (...where) => {
  const as = async (key: string) => (await send(api.url, where, { authorization: `Bearer ${key}` })).status;
  expect(await as(api.keys.viewer)).toBe(403);
  expect(await as(api.keys.ingest)).toBe(403);
  expect(await as('made-up')).toBe(401);
  expect((await fetch(`${api.url}${address(where[1])}`, { method: where[0], redirect: 'manual' })).status).toBe(303);
});

async function cookieOf(key: string): Promise<string> {
  const reply = await api.ask('POST /login', {
    key: null,
    raw: new URLSearchParams({ key }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.url },
  });
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('with paper money an operator pauses and resumes a queue from our pages, not from another site', async () => {
  const cookie = await cookieOf(api.keys.operator);
  const put = (what: string, origin: string) =>
    api.ask(`PUT ${address(`/api/queues/:queueName/${what}`)}`, { key: null, headers: { cookie, origin } });
  expect((await put('pause', 'https://elsewhere.example')).status).toBe(403);
  expect(await queue()?.isPaused()).toBe(false);
  expect((await put('pause', api.url)).status).toBe(200);
  expect(await queue()?.isPaused()).toBe(true);
  expect((await put('resume', api.url)).status).toBe(200);
  expect(await queue()?.isPaused()).toBe(false);
});

test('a viewer who signed in does not see the queues', async () => {
  const cookie = await cookieOf(api.keys.viewer);
  expect((await api.ask(`GET ${BOARD_PATH}`, { key: null, headers: { cookie } })).status).toBe(403);
});

test('a job shows the id of its row and nothing else that somebody put into it', async () => {
  await queue()?.add('odd', { rowId: 'r1', nudge: 2, password: 'hunter2' }, { jobId: 'odd-job' });
  const { body } = await api.ask(`GET ${BOARD_PATH}/api/queues/${QUEUE}/odd-job`);
  expect(body.job.data).toEqual({ rowId: 'r1', nudge: 2 });
  const list = await api.ask(`GET ${BOARD_PATH}/api/queues?activeQueue=${QUEUE}&status=latest`);
  expect(JSON.stringify(list.body)).toContain('odd-job');
  expect(JSON.stringify(list.body)).not.toContain('hunter2');
});

const queuesShown = z.object({ queues: z.array(z.object({ name: z.string(), readOnlyMode: z.boolean() })) });

test('every queue stands on the board; with real money all are read-only, those that protect always', async () => {
  const queuesAt = async (url: string) => {
    const reply = await fetch(`${url}${BOARD_PATH}/api/queues`, {
      headers: { authorization: `Bearer ${api.keys.operator}` },
    });
    return queuesShown.parse(await reply.json()).queues;
  };
  const there = api.company.ctx.queues.forBoard().map(({ name }) => name);
  for (const [url, readOnly] of [
    [api.url, false],
    [live.url, true],
  ] as const) {
    const shown = await queuesAt(url);
    expect(shown.map(({ name }) => name).sort()).toEqual([...there].sort());
    for (const { name, readOnlyMode } of shown)
      expect(readOnlyMode, name).toBe(readOnly || protectiveQueues.some((queue) => queue === name));
  }
});
