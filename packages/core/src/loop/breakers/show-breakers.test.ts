import { availableQueueBackends } from '@atc/stack/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { isPaused, showBreakers } from './show-breakers.ts';

const now = new Date('2026-01-01T00:00:00Z');
const open = (ms: number) => ({ state: 'open' as const, openedUntil: new Date(now.getTime() + ms) });
const closed = { state: 'closed' as const, openedUntil: null };

test.each([
  { what: 'open for half a minute', kind: 'execute_trade', rows: [open(30_000)], paused: true },
  { what: 'open, and nearly due for its probe', kind: 'execute_trade', rows: [open(1000)], paused: false },
  {
    what: 'half open',
    kind: 'execute_trade',
    rows: [{ state: 'half_open' as const, openedUntil: null }],
    paused: false,
  },
  { what: 'open at one venue of two', kind: 'execute_trade', rows: [open(30_000), closed], paused: false },
  { what: 'of a kind that lowers risk', kind: 'close_position', rows: [open(30_000)], paused: false },
  { what: 'never failed', kind: 'agent_task', rows: [], paused: false },
] as const)('a breaker $what shows as a paused queue: $paused', ({ kind, rows, paused }) => {
  expect(isPaused(kind, rows, now)).toBe(paused);
});

describe.each(availableQueueBackends())('on %s', (backend) => {
  let company: TestCompany;
  afterEach(() => company?.close());

  test('an open breaker shows as a paused queue, whatever its store forgets, and runs again once closed', async () => {
    company = await testCompany({ backend });
    const { ctx } = company;
    const queue = ctx.queues.forBoard().find(({ name }) => name === 'agent_task');
    const set = (state: 'open' | 'closed', openedUntil: Date | null) =>
      ctx.db.circuitBreaker.upsert({
        where: { key: 'agent_task:company' },
        create: { key: 'agent_task:company', stepKind: 'agent_task', venue: 'paper', state, openedUntil, failures: 3 },
        update: { state, openedUntil },
      });
    await set('open', new Date(Date.now() + MINUTE_MS));
    await showBreakers(ctx);
    expect(await queue?.isPaused()).toBe(true);
    await queue?.resume();
    await showBreakers(ctx);
    expect(await queue?.isPaused()).toBe(true);
    await set('closed', null);
    await showBreakers(ctx);
    expect(await queue?.isPaused()).toBe(false);
  });
});
