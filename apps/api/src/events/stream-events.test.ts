import { latestPosition } from '@atc/core/company/events';
import { newId } from '@atc/core/kernel/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tell as tellIn } from '../testing/make-rows.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const tell = (titles: readonly string[]) => tellIn(api.company, titles);

interface Reading {
  /** The titles of the events read so far, when there are `count`. */
  titles(count: number): Promise<string[]>;
  text(): string;
  stop(): void;
}

async function open(headers: Readonly<Record<string, string>> = {}): Promise<Reading & { readonly status: number }> {
  const stopper = new AbortController();
  const answer = await fetch(`${api.url}/api/events/stream`, {
    headers: { authorization: `Bearer ${api.keys.viewer}`, ...headers },
    signal: stopper.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async () => {
    const part = await reader?.read();
    text += part?.value ?? '';
    return part?.done !== true;
  };
  const found = () =>
    [...text.matchAll(/data: (\{.*"title".*\})\n/g)].map((match) => JSON.parse(match[1] ?? '{}').title);
  return {
    status: answer.status,
    text: () => text,
    stop: () => stopper.abort(),
    titles: async (count) => {
      while (found().length < count && (await read()));
      return found();
    },
  };
}

test('tells what commits from now on', async () => {
  const [old] = await tell(['old news']);
  // Shown when no older transaction of the whole server runs any more.
  await expect.poll(async () => (await latestPosition(api.company.ctx.db)).id).toBe(old);
  const stream = await open();
  await tell(['one', 'two', 'three']);
  expect(await stream.titles(3)).toEqual(['one', 'two', 'three']);
  stream.stop();
});

test('goes on after the last event that a client saw, each once, across both kinds of reading', async () => {
  const [first] = await tell(['seen', ...Array.from({ length: 450 }, (_, i) => `missed ${i}`)]);
  const stream = await open({ 'last-event-id': first ?? '' });
  await tell(['live']);
  const titles = await stream.titles(451);
  expect(titles).toEqual([...Array.from({ length: 450 }, (_, i) => `missed ${i}`), 'live']);
  stream.stop();
});

test('tells a client that knows an event of another world that it missed something', async () => {
  const stream = await open({ 'last-event-id': newId() });
  await tell(['new world']);
  expect(await stream.titles(1)).toEqual(['new world']);
  expect(stream.text()).toContain('event: gap');
  stream.stop();
});

test('writers that commit at once are told in one order to every client, none missing', async () => {
  const [one, other] = [await open(), await open()];
  const titles = Array.from({ length: 60 }, (_, i) => `burst ${i}`);
  await Promise.all(titles.map((title) => tell([title])));
  const [left, right] = [await one.titles(60), await other.titles(60)];
  expect(left).toEqual(right);
  expect([...left].sort()).toEqual([...titles].sort());
  one.stop();
  other.stop();
});

test('refuses what is not the id of an event', async () => {
  expect((await api.ask('GET /api/events/stream', { headers: { 'last-event-id': 'yesterday' } })).status).toBe(400);
});
