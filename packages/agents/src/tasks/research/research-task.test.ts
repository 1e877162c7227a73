import { inTransaction } from '@atc/core/kernel/db';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { runTask, type TaskRequest } from '../index.ts';

const DAYS = 10;
const START = new Date('2025-02-03T15:00:00Z');

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

/** Ten days of hours: SOL climbs by a quarter, with a wobble; the rest wobbles in its place. */
const historyOf = (contract: string): readonly Candle[] =>
  Array.from({ length: DAYS * 24 }, (_, i) => {
    const price = (contract === 'SOL_USDT' ? 200 + i * 0.2 : 1) * (1 + 0.002 * Math.sin(i));
    const openAt = START.getTime() - (DAYS * 24 - i) * HOUR_MS;
    return { openAt, open: price, high: price * 1.001, low: price * 0.999, close: price, volume: 1e6 };
  });

beforeEach(async () => {
  const prices = { SOL_USDT: 200, WIF_USDT: 1 };
  company = await testCompany({ market: scriptedMarket(prices, { startsAt: START, barMs: HOUR_MS, historyOf }) });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
});
afterEach(() => company.close());

// What the step machinery does with a task's end.
async function research(proposalId: string, topic: string) {
  const request: TaskRequest = {
    task: 'research',
    origin: { kind: 'schedule', id: 'test' },
    depth: 0,
    agentId: 'intel',
    subject: 'company',
    topic,
    proposalId,
  };
  const end = await runTask(ctx, request);
  await inTransaction(ctx.db, async (tx) => end.save?.(tx));
  return end;
}

const first = '0190f7a0-0000-7000-8000-000000000001';
const second = '0190f7a0-0000-7000-8000-000000000002';

test('what rose by more than chance becomes a signal like any other, and is told with its numbers', async () => {
  const end = await research(first, 'technicals');
  const [signal, ...others] = await ctx.db.signal.findMany({ include: { instrument: true } });
  expect(others).toEqual([]);
  expect(signal).toMatchObject({ source: 'research:technicals', signalType: 'buy', status: 'analyzing' });
  expect(signal?.instrument?.symbol).toBe('SOL');
  expect(end).toMatchObject({ kind: 'succeeded', result: { submitted: signal?.id, lead: 'SOL' } });
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'research.finished' } });
  expect(told).toMatchObject({ agentId: 'intel', tags: ['research', 'lead'] });
  expect(told.summary).toMatch(/SOL \+\d+\.\d % in 7 days, \d+\.\d deviations/);
});

test('research that runs again after a crash, or again within the day, hands in nothing more', async () => {
  const before = await research(first, 'technicals');
  const again = await research(first, 'technicals');
  expect(again, 'another try says the same').toMatchObject({ result: 'result' in before ? before.result : null });
  await research(second, 'technicals');
  expect(await ctx.db.signal.count()).toBe(1);
});

test('a topic whose source is not connected says that there is no data', async () => {
  expect(await research(first, 'social_sentiment')).toMatchObject({ result: { noData: true } });
  expect((await ctx.db.event.findFirstOrThrow({ where: { kind: 'research.finished' } })).title).toContain('no data');
});
