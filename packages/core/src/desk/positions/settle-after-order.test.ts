import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import {
  DESK_START,
  endOrder,
  fillAt,
  openEntry,
  positionOf,
  type TestDesk,
  type TestEntry,
  testDesk,
} from '../../testing/desk/index.ts';
import { capKeys, recountCaps, takeCaps } from '../caps/index.ts';
import { takeForClosing } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

async function heldStates(proposalId: string): Promise<Readonly<Record<string, string>>> {
  const rows = await desk.db.capReservation.findMany({ where: { proposalId } });
  return Object.fromEntries(rows.map((row) => [row.key.split(':')[0] ?? row.key, row.state]));
}

const titles = async (tradeId: string) =>
  (await desk.db.event.findMany({ where: { tradeId }, orderBy: { id: 'asc' } })).map((event) => event.title);

test('an entry with nothing filled voids its position and gives everything back', async () => {
  const entry = await openEntry(desk, 'NOTHING');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [], status: 'rejected' });
  expect((await positionOf(desk, entry.id)).status).toBe('void');
  expect(Object.values(await heldStates(entry.proposalId)).every((state) => state === 'released')).toBe(true);
});

test('a finished entry gives back its cash and reads like a trading floor', async () => {
  const entry = await openEntry(desk, 'BONK', '0.00001702');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('0.00002431', '41200')] });
  expect(await heldStates(entry.proposalId)).toEqual({
    trades: 'consumed',
    positions: 'held',
    token: 'held',
    risk_usd: 'held',
    cash_usd: 'released',
  });
  expect(await titles(entry.id)).toEqual(['SCOUT bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702']);
});

test('a stop that sold all closes the trade with one outcome, gives back its limits and tells why', async () => {
  const entry = await openEntry(desk, 'PEPE', '0.94');
  desk.setTime(DESK_START);
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  desk.setTime(new Date(DESK_START.getTime() + 42 * MINUTE_MS));
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(desk, {
    position: entry,
    side: 'sell',
    purpose: 'stop_loss',
    protective: true,
    fills: [fillAt('0.94', '30'), fillAt('0.93', '20')],
  });
  const outcomes = await desk.db.tradeOutcome.findMany({ where: { tradeId: entry.id } });
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({
    outcomeType: 'loss',
    exitReason: 'stop_loss',
    holdTime: 2520,
    signalSource: 'scan',
  });
  // 50 × (0.936 − 1) − 0.05 − 0.0468 over 50.05
  expect(outcomes[0]?.pnl.toFixed()).toBe('-3.2968');
  expect(outcomes[0]?.pnlPct).toBeCloseTo(-3.2968 / 50.05, 12);
  expect(outcomes[0]?.lessonsLearned).toEqual([
    'PEPE: stop hit after 42 minutes, −6.6 % net against a planned stop of −6.0 %.',
  ]);
  expect(Object.values(await heldStates(entry.proposalId)).filter((state) => state === 'held')).toEqual([]);
  const closed = await desk.db.event.findFirst({ where: { tradeId: entry.id, kind: 'trade.closed' } });
  expect(closed?.tags).toEqual(['trade', 'closed', 'loss', 'stop_loss_hit']);
  expect(await desk.db.portfolioSnapshot.count({ where: { cause: 'close', timestamp: desk.ctx.clock.now() } })).toBe(1);
});

test('a protective exit that left something puts the position back to open and stays due', async () => {
  const entry = await openEntry(desk, 'PART', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(desk, {
    position: entry,
    side: 'sell',
    purpose: 'stop_loss',
    protective: true,
    fills: [fillAt('0.9', '20')],
    status: 'canceled',
  });
  const position = await positionOf(desk, entry.id);
  expect([position.status, position.quantity.toFixed(), position.costBasisUsd.toFixed()]).toEqual(['open', '30', '30']);
  expect(position.dueExit).toMatchObject({ reason: 'stop_loss', by: 'SCOUT' });
});

test('an exit on review that failed leaves nothing due', async () => {
  const entry = await openEntry(desk, 'FAIL', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(desk, { position: entry, side: 'sell', purpose: 'review', fills: [], status: 'rejected' });
  const position = await positionOf(desk, entry.id);
  expect([position.status, position.dueExit]).toEqual(['open', null]);
});

/** An accepted proposal to add to a position, its step and what its gates took. */
async function addScale(entry: TestEntry): Promise<{ readonly proposalId: string; readonly stepId: string }> {
  const proposalId = await desk.addEntryProposal(entry.instrumentId);
  const mission = await desk.db.mission.create({
    data: { proposalId, title: 'Scale', missionType: 'scale', createdBy: 'scout', approvedAt: DESK_START },
  });
  const step = await desk.db.step.create({
    data: { missionId: mission.id, seq: 1, kind: 'scale_position', payload: {} },
  });
  const takes = [
    { key: capKeys.riskUsd, amount: new Decimal(5), limit: new Decimal(1e6) },
    { key: capKeys.cashUsd, amount: new Decimal(20), limit: new Decimal(1e6) },
  ];
  await inTransaction(desk.db, (tx) => takeCaps(tx, { proposalId, takes, at: DESK_START }));
  return { proposalId, stepId: step.id };
}

test('the risk of what was added lives as long as the position', async () => {
  const entry = await openEntry(desk, 'SCALE', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  const scale = await addScale(entry);
  await endOrder(desk, {
    position: entry,
    side: 'buy',
    purpose: 'scale',
    fills: [fillAt('1.2', '10')],
    stepId: scale.stepId,
  });
  expect(await heldStates(scale.proposalId)).toEqual({ cash_usd: 'released', risk_usd: 'held' });
  expect((await positionOf(desk, entry.id)).entryPrice?.toSignificantDigits(6).toFixed()).toBe('1.03333');
  await endOrder(desk, { position: entry, side: 'sell', purpose: 'operator', fills: [fillAt('1.1', '60')] });
  expect(await heldStates(scale.proposalId)).toEqual({ cash_usd: 'released', risk_usd: 'released' });
  expect(await recountCaps(desk.db)).toEqual([]);
});

test('an addition with nothing filled gives everything back and leaves the position open', async () => {
  const entry = await openEntry(desk, 'EMPTY', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  const scale = await addScale(entry);
  await endOrder(desk, {
    position: entry,
    side: 'buy',
    purpose: 'scale',
    fills: [],
    status: 'rejected',
    stepId: scale.stepId,
  });
  expect(await heldStates(scale.proposalId)).toEqual({ cash_usd: 'released', risk_usd: 'released' });
  expect((await positionOf(desk, entry.id)).status).toBe('open');
});
