import { inTransaction } from '@atc/core/kernel/db';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../context/index.ts';
import { openMinds } from '../minds/index.ts';
import { runTask, type TaskRequest } from './index.ts';

const MINUTES = 15;
const START = new Date('2025-02-03T15:00:00Z');

let company: Awaited<ReturnType<typeof testCompany>>;
let ctx: AgentContext;

beforeEach(async () => {
  const market = scriptedMarket({ BONK_USDT: 0.00002, SOL_USDT: 200 }, { startsAt: START });
  company = await testCompany({ market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
  // Within a quarter of an hour SOL leaves the range of its whole day.
  for (let minute = 1; minute <= MINUTES; minute += 1)
    market.append('SOL_USDT', { close: 200 + minute * 0.4, volume: 5e9 });
  await company.setTime(new Date(START.getTime() + MINUTES * market.barMs));
});
afterEach(() => company.close());

const scanning = (proposalId: string, topic?: string): TaskRequest => ({
  task: 'scan',
  origin: { kind: 'schedule', id: 'test' },
  depth: 0,
  agentId: 'intel',
  subject: 'company',
  topic,
  proposalId,
});

// What the step machinery does with a task's end.
async function finish(request: TaskRequest) {
  const end = await runTask(ctx, request);
  await inTransaction(ctx.db, async (tx) => end.save?.(tx));
  return end;
}

const scanned = '0190f7a0-0000-7000-8000-000000000001';
const scannedAgain = '0190f7a0-0000-7000-8000-000000000002';

test('a scan hands in its best finding as a trusted signal, and tells of it', async () => {
  const end = await finish(scanning(scanned, 'volume_spikes'));
  const [signal, ...others] = await ctx.db.signal.findMany({ include: { instrument: true } });
  expect(others).toEqual([]);
  expect(signal).toMatchObject({
    trust: 'trusted',
    signalType: 'buy',
    status: 'analyzing',
    instrument: { symbol: 'SOL' },
  });
  expect(signal?.source).toMatch(/^scanner:/);
  expect(end).toMatchObject({ kind: 'succeeded', result: { submitted: signal?.id } });
  expect(await ctx.db.event.findFirst({ where: { kind: 'scan.finished' } })).toMatchObject({
    agentId: 'intel',
    fields: { topic: 'volume_spikes', submitted: signal?.id },
  });
});

test('a scan that runs again after a crash hands in nothing more, and says the same', async () => {
  const first = await runTask(ctx, scanning(scanned));
  const again = await finish(scanning(scanned));
  expect(again).toMatchObject({ result: 'result' in first ? first.result : null });
  const { title } = await ctx.db.event.findFirstOrThrow({ where: { kind: 'scan.finished' } });
  expect(title).toMatch(/ found, best is /);
  expect(await ctx.db.signal.count()).toBe(1);
});

test('the same token and pattern is not handed in twice within hours', async () => {
  await finish(scanning(scanned));
  await finish(scanning(scannedAgain));
  const signals = await ctx.db.signal.findMany();
  expect(new Set(signals.map(({ source, token }) => `${source} ${token}`)).size).toBe(signals.length);
});

test('a topic without a connected source says that there is no data', async () => {
  expect(await finish(scanning(scanned, 'KOL_activity'))).toMatchObject({ result: { noData: true } });
  expect((await ctx.db.event.findFirstOrThrow({ where: { kind: 'scan.finished' } })).title).toContain('no data');
});

async function analysed(signalType: 'buy' | 'sell' | 'scale') {
  const instrument = await ctx.db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  return ctx.db.signal.create({
    data: {
      source: 'desk',
      token: 'SOL',
      signalType,
      instrumentId: instrument.id,
      status: 'analyzed',
      confidence: 0.85,
      observedAt: ctx.clock.now(),
      adoptedAt: new Date(),
    },
  });
}

const planning = (subject: string): TaskRequest => ({
  task: 'prepare_plan',
  origin: { kind: 'schedule', id: 'test' },
  depth: 0,
  agentId: 'scout',
  subject,
  proposalId: scanned,
});

test('a plan becomes one entry proposal with a stop below and a target above, however often it is asked', async () => {
  const { id } = await analysed('buy');
  const first = await runTask(ctx, planning(id));
  expect(await runTask(ctx, planning(id))).toEqual(first);
  const [proposal, ...others] = await ctx.db.proposal.findMany({ where: { missionType: 'entry' } });
  expect(others).toEqual([]);
  expect(proposal?.stopLoss?.lt(proposal.entryPrice ?? 0)).toBe(true);
  expect(proposal?.target?.gt(proposal.entryPrice ?? 0)).toBe(true);
  expect(proposal).toMatchObject({ signalId: id, status: 'pending', confidence: 0.85 });
});

test('a sell signal without a position has nothing to sell', async () => {
  const { id } = await analysed('sell');
  expect(await runTask(ctx, planning(id))).toEqual({ kind: 'failed', reason: 'nothing_to_sell' });
});

test('a signal that does not exist cannot be planned', async () => {
  expect(await runTask(ctx, planning(scannedAgain))).toMatchObject({ kind: 'failed' });
});

const evaluating = (subject: string): TaskRequest => ({
  ...planning(subject),
  task: 'evaluate_signal',
  origin: { kind: 'schedule', id: 'test' },
  depth: 0,
  agentId: 'atlas',
});

test('ATLAS proposes a signal that he finds worthwhile, once, and says why', async () => {
  const { id } = await analysed('buy');
  const first = await finish(evaluating(id));
  expect(first).toMatchObject({ kind: 'succeeded', result: { worthwhile: true, objections: [], status: 'pending' } });
  await runTask(ctx, evaluating(id));
  await runTask(ctx, planning(id));
  expect(await ctx.db.proposal.findMany({ where: { missionType: 'entry' } })).toMatchObject([{ agentId: 'atlas' }]);
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'signal.evaluated' } });
  expect(told).toMatchObject({ agentId: 'atlas', tags: ['signal', 'evaluated', 'worthwhile'] });
});

test('ATLAS passes over a sell signal without a position', async () => {
  const { id } = await analysed('sell');
  expect(await finish(evaluating(id))).toMatchObject({
    result: { worthwhile: false, objections: ['nothing is held to sell'], proposalId: null },
  });
});

test('nobody is made to do the task of another', async () => {
  const asked = { ...scanning(scanned), agentId: 'atlas', task: 'scan' } as const;
  expect(await runTask(ctx, asked)).toEqual({ kind: 'failed', reason: 'scan is no task of ATLAS' });
});
