import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { createWorld } from '../../kernel/world/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { bookTransfer } from '../accounts/index.ts';
import { readPortfolio, snapshotPortfolio } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

/** Cash that was earned or lost, but for what is held at cost. */
async function setCash(cashUsd: number, heldUsd = 0): Promise<void> {
  const { startingCapitalUsd, transfersUsd } = await desk.db.account.findUniqueOrThrow({
    where: { id: desk.accountId },
  });
  const realizedPnl = startingCapitalUsd.add(transfersUsd).sub(cashUsd).sub(heldUsd).neg();
  await desk.db.account.update({ where: { id: desk.accountId }, data: { cashUsd, realizedPnl } });
}

async function snapshotWith(cashUsd: number, at: Date): Promise<void> {
  await setCash(cashUsd);
  desk.setTime(at);
  await snapshotPortfolio(desk.ctx, { cause: 'hour' });
}

test('a new company is worth its capital', async () => {
  const portfolio = await readPortfolio(desk.db);
  expect([portfolio.equityUsd, portfolio.cashUsd, portfolio.exposureUsd, portfolio.dayPnlUsd].map(Number)).toEqual([
    1000, 1000, 0, 0,
  ]);
  expect([portfolio.drawdown, portfolio.openPositions]).toEqual([0, 0]);
});

test('what is held counts at its last mark', async () => {
  const instrumentId = await desk.addInstrument('BONK');
  await desk.db.position.create({
    data: {
      id: newId(),
      accountId: desk.accountId,
      instrumentId,
      entryProposalId: await desk.addEntryProposal(instrumentId),
      status: 'open',
      quantity: 10,
      filledQty: 10,
      costBasisUsd: 50,
      unrealizedPnl: '-7.5',
      stopLoss: 1,
    },
  });
  await setCash(950, 50);
  const portfolio = await readPortfolio(desk.db);
  expect([portfolio.equityUsd, portfolio.exposureUsd, portfolio.unrealizedPnl].map(Number)).toEqual([
    992.5, 42.5, -7.5,
  ]);
  expect(portfolio.drawdown).toBeCloseTo(0.0075, 12);
  await desk.db.position.updateMany({ data: { status: 'closed', quantity: 0, costBasisUsd: 0, unrealizedPnl: 0 } });
});

test('the day begins at midnight where the company lives', async () => {
  // 15:00 UTC is 07:00 in Los Angeles: the day began at 08:00 UTC.
  await createWorld(desk.db, {
    market: 'simulated',
    range: 'test',
    seed: '1',
    speed: 'max',
    startsAt: DESK_START,
    endsAt: null,
  });
  await snapshotWith(1010, new Date(DESK_START.getTime() - 8 * HOUR_MS));
  await snapshotWith(1030, new Date(DESK_START.getTime() - 6 * HOUR_MS));
  await setCash(1025);
  expect((await readPortfolio(desk.db)).dayPnlUsd.toNumber()).toBe(15);
});

test('the history keeps the peak, and the last 24 hours count from the record before them', async () => {
  await snapshotWith(1100, new Date(DESK_START.getTime() + 20 * HOUR_MS));
  await snapshotWith(1045, new Date(DESK_START.getTime() + 44 * HOUR_MS));
  const last = await desk.db.portfolioSnapshot.findFirst({ orderBy: { timestamp: 'desc' } });
  expect([last?.totalValue, last?.pnl24h, last?.peakValue].map(Number)).toEqual([1045, -55, 1100]);
  expect(last?.drawdown).toBeCloseTo(0.05, 12);
  expect(last?.sharpeRatio).not.toBeNull();
});

test('of one moment and cause the last books stand', async () => {
  const at = new Date(DESK_START.getTime() + 50 * HOUR_MS);
  await snapshotWith(1050, at);
  await snapshotWith(1060, at);
  const rows = await desk.db.portfolioSnapshot.findMany({ where: { timestamp: at } });
  expect(rows.map((row) => row.totalValue.toNumber())).toEqual([1060]);
});

test('what is paid in or taken out is no result, neither of the day nor of 24 hours', async () => {
  await snapshotWith(1060, new Date(DESK_START.getTime() + 60 * HOUR_MS));
  const latest = () => desk.db.portfolioSnapshot.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const [before, { dayPnlUsd }] = [await latest(), await readPortfolio(desk.db)];
  for (const amount of ['5000', '-5500']) {
    await bookTransfer(desk.ctx, {
      key: amount,
      amountUsd: new Decimal(amount),
      note: 'the bank',
      by: 'operator:anna',
    });
    await snapshotPortfolio(desk.ctx, { cause: amount });
    expect(await latest()).toMatchObject({ cause: amount, pnl24h: before.pnl24h });
    expect(await readPortfolio(desk.db)).toMatchObject({ dayPnlUsd });
  }
});
