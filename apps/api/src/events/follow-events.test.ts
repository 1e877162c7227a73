import { emitEvent, latestPosition, type StreamedEvent } from '@atc/core/company/events';
import { inTransaction } from '@atc/core/kernel/db';
import { type TestCompany, testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEventHub } from './event-hub.ts';
import { followEvents } from './follow-events.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

test('a client that keeps falling behind gets every event once, in order', async () => {
  const { ctx } = company;
  const hub = openEventHub(ctx.db, ctx.log);
  const gone = new AbortController();
  const read: StreamedEvent[] = [];
  const write = (event: StreamedEvent): boolean => {
    read.push(event);
    if (read.length === 300) gone.abort();
    return read.length % 7 !== 0;
  };
  const outlet = {
    gone: gone.signal,
    write,
    end: () => gone.abort(),
    drained: () => new Promise<void>((done) => setImmediate(done)),
  };
  const following = followEvents(ctx.db, hub, { from: await latestPosition(ctx.db), outlet });
  const tell = (title: string) =>
    inTransaction(ctx.db, (tx) =>
      emitEvent(ctx, tx, { kind: 'clock.ahead', title, summary: '', fields: { seconds: 1 } }),
    );
  await Promise.all(Array.from({ length: 300 }, (_, i) => tell(`event ${i}`)));
  await following;
  expect(new Set(read.map(({ title }) => title)).size).toBe(300);
  const places = read.map(({ tx }) => BigInt(tx));
  expect(places.every((tx, i) => i === 0 || tx >= (places[i - 1] ?? 0n))).toBe(true);
  expect(hub.listeners()).toBe(0);
  hub.close();
});
