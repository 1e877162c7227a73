import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, newId, type Rows } from '../../kernel/db/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { Decimal, roundUsd, ZERO } from '../../kernel/money/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/test-desk.ts';
import type { VenueFill } from '../brokers/broker.ts';
import { capKeys, recountCaps, takeCaps } from '../caps/index.ts';
import { readPortfolio } from '../portfolio/index.ts';
import { applyFills, findPosition, openPosition, type PositionWithInstrument, settleAfterOrder, takeForClosing } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

const FEE = new Decimal('0.001');
const DAY = '2025-02-03';

function fillAt(price: string | Decimal, quantity: string | Decimal, filledAt = desk.ctx.clock.now()): VenueFill {
  const usd = roundUsd(new Decimal(price).mul(quantity));
  return { venueFillId: newId(), price: new Decimal(price), quantity: new Decimal(quantity), usd, feeUsd: roundUsd(usd.mul(FEE)), slippageBps: 4, filledAt };
}

/** A position about to be bought, with what its gates took. */
async function openEntry(symbol: string, stop = '0.000017'): Promise<{ readonly id: string; readonly instrumentId: string; readonly proposalId: string }> {
  const instrumentId = await desk.addInstrument(symbol);
  const proposalId = await desk.addEntryProposal(instrumentId);
  const one = new Decimal(1);
  const takes = [
    { key: capKeys.trades(DAY), amount: one, limit: new Decimal(1000) },
    { key: capKeys.positions, amount: one, limit: new Decimal(1000) },
    { key: capKeys.token(desk.accountId, instrumentId), amount: one, limit: one },
    { key: capKeys.riskUsd, amount: new Decimal(18), limit: new Decimal(1e6) },
    { key: capKeys.cashUsd, amount: new Decimal(60), limit: new Decimal(1e6) },
  ];
  const { id } = await inTransaction(desk.db, async (tx) => {
    await takeCaps(tx, proposalId, takes, DESK_START);
    return openPosition(tx, { accountId: desk.accountId, instrumentId, entryProposalId: proposalId, stopLoss: new Decimal(stop), takeProfit: null, stopRequired: true, signalSource: 'scan', reason: {} });
  });
  return { id, instrumentId, proposalId };
}

interface Ending {
  readonly side: 'buy' | 'sell';
  readonly purpose: string;
  readonly protective?: boolean;
  readonly fills: readonly VenueFill[];
  readonly status?: Rows.OrderStatus;
}

/** Places an order and lets the venue's word end it, as one transaction would. */
async function endOrder(position: { readonly id: string; readonly instrumentId: string }, { fills, status = 'filled', ...wish }: Ending): Promise<Rows.Order> {
  const order = await desk.addOrder({ positionId: position.id, instrumentId: position.instrumentId, ...wish });
  await inTransaction(desk.db, async (tx) => {
    await applyFills(tx, order, fills);
    const filledQty = fills.reduce((sum, fill) => sum.add(fill.quantity), ZERO);
    const saved = await tx.order.update({ where: { id: order.id }, data: { status, filledQty, finalAt: desk.ctx.clock.now() } });
    await settleAfterOrder(desk.ctx, tx, saved);
  });
  return order;
}

async function positionOf(id: string): Promise<PositionWithInstrument> {
  const position = await findPosition(desk.db, id);
  if (!position) throw new Error('no position');
  return position;
}

async function heldStates(proposalId: string): Promise<Readonly<Record<string, string>>> {
  const rows = await desk.db.capReservation.findMany({ where: { proposalId } });
  return Object.fromEntries(rows.map((row) => [row.key.split(':')[0] ?? row.key, row.state]));
}

const titles = async (tradeId: string) => (await desk.db.event.findMany({ where: { tradeId }, orderBy: { id: 'asc' } })).map((event) => event.title);

test('the first fill opens the position with its stop and uses up the daily slot', async () => {
  const entry = await openEntry('FIRST');
  const order = await desk.addOrder({ positionId: entry.id, instrumentId: entry.instrumentId, side: 'buy', purpose: 'entry' });
  await inTransaction(desk.db, (tx) => applyFills(tx, order, [fillAt('0.0000243', '1000000')]));
  const position = await positionOf(entry.id);
  expect([position.status, position.entryPrice?.toFixed(), position.stopLoss?.toFixed(), position.openedAt]).toEqual(['open', '0.0000243', '0.000017', DESK_START]);
  expect(await heldStates(entry.proposalId)).toMatchObject({ trades: 'consumed', positions: 'held', cash_usd: 'held' });
});

test('a fill that is reported again is booked once', async () => {
  const entry = await openEntry('TWICE');
  const order = await desk.addOrder({ positionId: entry.id, instrumentId: entry.instrumentId, side: 'buy', purpose: 'entry' });
  const fill = fillAt('0.5', '10');
  expect(await inTransaction(desk.db, (tx) => applyFills(tx, order, [fill]))).toBe(1);
  expect(await inTransaction(desk.db, (tx) => applyFills(tx, order, [fill, fillAt('0.5', '2')]))).toBe(1);
  expect((await positionOf(entry.id)).quantity.toFixed()).toBe('12');
});

test('an entry with nothing filled voids its position and gives everything back', async () => {
  const entry = await openEntry('NOTHING');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [], status: 'rejected' });
  expect((await positionOf(entry.id)).status).toBe('void');
  expect(Object.values(await heldStates(entry.proposalId)).every((state) => state === 'released')).toBe(true);
});

test('a finished entry gives back its cash and reads like a trading floor', async () => {
  const entry = await openEntry('BONK', '0.00001702');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('0.00002431', '41200')] });
  expect(await heldStates(entry.proposalId)).toEqual({ trades: 'consumed', positions: 'held', token: 'held', risk_usd: 'held', cash_usd: 'released' });
  expect(await titles(entry.id)).toEqual(['SCOUT bought 41,200 BONK at 0.00002431, slippage 4 bps, stop 0.00001702']);
});

test('a stop that sold all closes the trade with one outcome, gives back its limits and tells why', async () => {
  const entry = await openEntry('PEPE', '0.94');
  desk.setTime(DESK_START);
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  desk.setTime(new Date(DESK_START.getTime() + 42 * 60_000));
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(entry, { side: 'sell', purpose: 'stop_loss', protective: true, fills: [fillAt('0.94', '30'), fillAt('0.93', '20')] });
  const outcomes = await desk.db.tradeOutcome.findMany({ where: { tradeId: entry.id } });
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({ outcomeType: 'loss', exitReason: 'stop_loss', holdTime: 2520, signalSource: 'scan' });
  // 50 × (0.936 − 1) − 0.05 − 0.0468 over 50.05
  expect(outcomes[0]?.pnl.toFixed()).toBe('-3.2968');
  expect(outcomes[0]?.pnlPct).toBeCloseTo(-3.2968 / 50.05, 12);
  expect(outcomes[0]?.lessonsLearned).toEqual(['PEPE: stop hit after 42 minutes, −6.6 % net against a planned stop of −6.0 %.']);
  expect(Object.values(await heldStates(entry.proposalId)).filter((state) => state === 'held')).toEqual([]);
  const closed = await desk.db.event.findFirst({ where: { tradeId: entry.id, kind: 'trade.closed' } });
  expect(closed?.tags).toEqual(['trade', 'closed', 'loss', 'stop_loss_hit']);
  expect(await desk.db.portfolioSnapshot.count({ where: { cause: 'close', timestamp: desk.ctx.clock.now() } })).toBe(1);
});

test('a protective exit that left something puts the position back to open and stays due', async () => {
  const entry = await openEntry('PART', '0.9');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(entry, { side: 'sell', purpose: 'stop_loss', protective: true, fills: [fillAt('0.9', '20')], status: 'canceled' });
  const position = await positionOf(entry.id);
  expect([position.status, position.quantity.toFixed(), position.costBasisUsd.toFixed()]).toEqual(['open', '30', '30']);
  expect(position.dueExit).toMatchObject({ reason: 'stop_loss', by: 'SCOUT' });
});

test('an exit on review that failed leaves nothing due', async () => {
  const entry = await openEntry('FAIL', '0.9');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('1', '50')] });
  await inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id));
  await endOrder(entry, { side: 'sell', purpose: 'review', fills: [], status: 'rejected' });
  const position = await positionOf(entry.id);
  expect([position.status, position.dueExit]).toEqual(['open', null]);
});

test('of two that want to close a position one gets it', async () => {
  const entry = await openEntry('RACE', '0.9');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('1', '10')] });
  const won = await Promise.all(Array.from({ length: 20 }, () => inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id))));
  expect(won.filter((one) => one !== null)).toHaveLength(1);
});

test('a venue that claims to have sold more than was held is not believed', async () => {
  const entry = await openEntry('MORE', '0.9');
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: [fillAt('1', '10')] });
  await expect(endOrder(entry, { side: 'sell', purpose: 'operator', fills: [fillAt('1', '11')] })).rejects.toThrow('more than was held');
});

test('the database refuses a position without the stop that it must have', async () => {
  const instrumentId = await desk.addInstrument('BARE');
  const entryProposalId = await desk.addEntryProposal(instrumentId);
  const bare = { accountId: desk.accountId, instrumentId, entryProposalId, stopLoss: null, takeProfit: null, stopRequired: true, signalSource: null, reason: {} };
  await expect(openPosition(desk.db, bare)).rejects.toThrow(/position_has_its_stop/);
});

test('I2, I14: hundreds of fills at once leave books that agree to the last decimal, and limits that recount', { timeout: 120_000 }, async () => {
  const dice = seededDice('books');
  const roll = (key: string, from: number, to: number): number => from + dice.roll('fills.test', key) * (to - from);
  await Promise.all(Array.from({ length: 60 }, (_, i) => trade(`WALK${i}`, (key, from, to) => roll(`${i}:${key}`, from, to))));
  const portfolio = await readPortfolio(desk.db);
  const right = portfolio.startingCapitalUsd.add(portfolio.transfersUsd).add(portfolio.realizedPnl).add(portfolio.unrealizedPnl).sub(portfolio.feesUsd);
  expect(portfolio.equityUsd.toFixed()).toBe(right.toFixed());
  const ledger = await desk.db.ledgerEntry.aggregate({ where: { accountId: desk.accountId }, _sum: { amountUsd: true } });
  expect(ledger._sum.amountUsd?.toFixed()).toBe(portfolio.cashUsd.toFixed());
  const positions = await desk.db.position.aggregate({ _sum: { realizedPnl: true, feesUsd: true } });
  expect([positions._sum.realizedPnl?.toFixed(), positions._sum.feesUsd?.toFixed()]).toEqual([portfolio.realizedPnl.toFixed(), portfolio.feesUsd.toFixed()]);
  expect(await recountCaps(desk.db)).toEqual([]);
});

/** Buys in parts, sells parts, and in two of three cases the rest. */
async function trade(symbol: string, roll: (key: string, from: number, to: number) => number): Promise<void> {
  const entry = await openEntry(symbol, '0.0000000001');
  const price = (key: string) => new Decimal(10 ** roll(key, -8, 3)).toSignificantDigits(9);
  await endOrder(entry, { side: 'buy', purpose: 'entry', fills: ['a', 'b', 'c'].map((key) => fillAt(price('base').mul(roll(key, 0.9, 1.1)).toSignificantDigits(12), new Decimal(20).div(price('base')).toDecimalPlaces(9))) });
  for (const key of ['p1', 'p2']) {
    const { quantity } = await positionOf(entry.id);
    await endOrder(entry, { side: 'sell', purpose: 'operator', fills: [fillAt(price('base').mul(roll(key, 0.5, 1.6)).toSignificantDigits(12), quantity.mul(roll(`${key}q`, 0.1, 0.7)).toDecimalPlaces(9, Decimal.ROUND_UP))] });
  }
  if (roll('close', 0, 3) < 1) return;
  const { quantity } = await positionOf(entry.id);
  await endOrder(entry, { side: 'sell', purpose: 'take_profit', protective: true, fills: [fillAt(price('base').mul(roll('exit', 0.5, 2)).toSignificantDigits(12), quantity)] });
}
