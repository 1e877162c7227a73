import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { countSignal, readSourceRecord } from './store.ts';

let company: TestCompany;

beforeEach(async () => {
  company = await testCompany();
});
afterEach(() => company.close());

const scanner = { source: 'scanner:breakout', trust: 'trusted' } as const;
const impostor = { source: 'scanner:breakout', trust: 'untrusted' } as const;

async function tradeOf(trust: 'trusted' | 'untrusted', price: string): Promise<void> {
  const trade = await openTrade(company.ctx, { symbol: 'SOL', price: '200', stop: '180', trust });
  await closeTrade(company.ctx, trade, { price, reason: 'operator' });
}

test('a closed trade counts in the record of its source, and a breakeven scores no confidence', async () => {
  for (const price of ['220', '180', '200.4']) await tradeOf('trusted', price);
  expect(await readSourceRecord(company.ctx.db, scanner)).toMatchObject({ wins: 1, losses: 1 });
  expect(await company.ctx.db.signalSource.findMany()).toMatchObject([
    { name: 'scanner:breakout', kind: 'scanner', trust: 'trusted', trades: 3, brierCount: 2 },
  ]);
});

test('whoever posts under the name of the scanner neither gains from its record nor spoils it', async () => {
  await tradeOf('trusted', '220');
  await tradeOf('untrusted', '180');
  await countSignal(company.ctx.db, impostor);
  expect(await readSourceRecord(company.ctx.db, scanner)).toMatchObject({ wins: 1, losses: 0 });
  expect(await readSourceRecord(company.ctx.db, impostor)).toMatchObject({ wins: 0, losses: 1 });
  expect(await company.ctx.db.signalSource.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
    { name: 'posted:scanner:breakout', kind: 'posted', trust: 'untrusted', signals: 1 },
    { name: 'scanner:breakout', signals: 0 },
  ]);
});
