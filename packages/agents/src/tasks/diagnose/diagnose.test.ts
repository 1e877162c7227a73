import { inTransaction } from '@atc/core/kernel/db';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentContext } from '../../context/index.ts';
import { openMinds } from '../../minds/index.ts';
import { runTask } from '../run-task.ts';

const START = new Date('2025-02-03T15:00:00Z');
const PROPOSAL = '0190f7a0-0000-7000-8000-000000000001';

let company: Awaited<ReturnType<typeof testCompany>>;
let market: ReturnType<typeof scriptedMarket>;
let ctx: AgentContext;

beforeEach(async () => {
  market = scriptedMarket({ SOL_USDT: 200 }, { startsAt: START });
  company = await testCompany({ market });
  ctx = { ...company.ctx, minds: openMinds(company.ctx) };
});
afterEach(() => company.close());

async function diagnose(subject: string) {
  const end = await runTask(ctx, {
    task: 'diagnose',
    origin: { kind: 'schedule', id: 'test' },
    depth: 0,
    agentId: 'sage',
    subject,
    proposalId: PROPOSAL,
  });
  await inTransaction(ctx.db, async (tx) => (end.kind === 'succeeded' ? end.save?.(tx) : undefined));
  return end;
}

test('SAGE names the reasons of the entry that failed, each then and at the end', async () => {
  const trade = await openTrade(ctx, {
    symbol: 'SOL',
    price: '200',
    stop: '150',
    evidence: [
      { name: 'trend_1h', value: 1.4, weight: 0.4, text: 'price is +3.0 % from its 20-hour average' },
      { name: 'source_record', value: 0.6, weight: 0.1, text: 'the source won 3 of 4 trades' },
      { name: 'rsi_1h', value: 84, weight: -0.24, text: 'RSI 84, stretched' },
    ],
  });
  for (let hour = 1; hour <= 120; hour += 1) market.append('SOL_USDT', { close: 204 - hour * 0.4 });
  await company.setTime(new Date(START.getTime() + 120 * market.barMs));
  await closeTrade(ctx, trade, { price: '156', reason: 'operator' });
  await diagnose(trade.id);
  const told = await ctx.db.event.findFirstOrThrow({ where: { kind: 'loss.diagnosed' } });
  expect(told).toMatchObject({ agentId: 'sage', tradeId: trade.id, tags: ['loss', 'diagnosed', 'reasons_failed'] });
  expect(told.fields).toMatchObject({
    failed: ['trend_1h'],
    failedShare: 1,
    overruled: ['RSI 84, stretched'],
    confidence: 0.84,
    reasons: [
      { name: 'trend_1h', weightThen: 0.4, verdict: 'failed' },
      { name: 'source_record', verdict: 'unknown' },
    ],
  });
});

test('only a closed trade that lost is diagnosed', async () => {
  const trade = await openTrade(ctx, { symbol: 'SOL', price: '200', stop: '150' });
  expect(await diagnose(trade.id)).toMatchObject({ kind: 'failed' });
  await closeTrade(ctx, trade, { price: '220', reason: 'take_profit' });
  expect(await diagnose(trade.id)).toMatchObject({ kind: 'failed', reason: 'only a trade that lost is diagnosed' });
});
