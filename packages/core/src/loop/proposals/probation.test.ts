import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../../kernel/time/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { closeTrade, openTrade } from '../../testing/trades/index.ts';
import { prepareProposal } from './door/index.ts';
import { submitProposal } from './index.ts';

let company: TestCompany;

beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

/** A trade that was bought at 100 and sold at a price. */
async function trade(price: string): Promise<void> {
  const made = await openTrade(company.ctx, { symbol: 'SOL', price: '100', usd: 20 });
  await closeTrade(company.ctx, made, { price, reason: 'operator' });
}

async function draft(key: string) {
  const { db, clock } = company.ctx;
  const { id: instrumentId } = await db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const found = { source: 'test', token: 'SOL', instrumentId, status: 'analyzed', confidence: 0.9 } as const;
  const { id: signalId } = await db.signal.create({
    data: { ...found, observedAt: clock.now(), adoptedAt: TEST_START },
  });
  return {
    ...({ agentId: 'scout', title: 'Buy SOL', missionType: 'entry', instrumentId, signalId } as const),
    steps: [
      { kind: 'calculate_risk' as const, payload: {} },
      { kind: 'execute_trade' as const, payload: {} },
      { kind: 'monitor_position' as const, payload: {} },
    ],
    origin: { kind: 'signal' as const, id: signalId },
    dedupeKey: key,
  };
}

const lossesNow = async () => (await prepareProposal(company.ctx, await draft('asked'))).reading.lossesSinceWin;

test('the door counts the losses of a token since its last win, and says that a purchase is a probe', async () => {
  expect(await lossesNow()).toBe(0);
  await trade('90');
  await trade('90');
  expect(await lossesNow()).toBe(2);
  await company.ctx.db.$executeRaw`DELETE FROM ops_locks`;
  const { status, proposalId, reasons } = await submitProposal(company.ctx, await draft('probe'));
  expect(reasons).toEqual([]);
  expect(status).toBe('pending');
  expect(await company.ctx.db.event.findFirstOrThrow({ where: { kind: 'proposal.pending' } })).toMatchObject({
    proposalId,
    summary: expect.stringContaining('2 losses in 30 days without a win: a probe of 20.00 USD'),
    fields: { sizeUsd: '20.00' },
  });
  await company.setTime(new Date(TEST_START.getTime() + DAY_MS));
  await trade('120');
  expect(await lossesNow()).toBe(0);
});
