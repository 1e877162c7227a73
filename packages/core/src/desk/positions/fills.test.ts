import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import {
  DESK_START,
  endOrder,
  fillAt,
  openEntry,
  positionOf,
  type TestDesk,
  testDesk,
} from '../../testing/desk/index.ts';
import { recountCaps } from '../caps/index.ts';
import { readPortfolio } from '../portfolio/index.ts';
import { applyFills, openPosition, takeForClosing } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

test('the first fill opens the position with its stop and uses up the daily slot', async () => {
  const entry = await openEntry(desk, 'FIRST');
  const order = await desk.addOrder({
    positionId: entry.id,
    instrumentId: entry.instrumentId,
    side: 'buy',
    purpose: 'entry',
  });
  await inTransaction(desk.db, (tx) => applyFills(tx, order, [fillAt('0.0000243', '1000000')]));
  const position = await positionOf(desk, entry.id);
  expect([position.status, position.entryPrice?.toFixed(), position.stopLoss?.toFixed(), position.openedAt]).toEqual([
    'open',
    '0.0000243',
    '0.000017',
    DESK_START,
  ]);
  const held = await desk.db.capReservation.findMany({
    where: { proposalId: entry.proposalId },
    orderBy: { key: 'asc' },
  });
  expect(held.map((one) => [one.key.split(':')[0], one.state])).toEqual([
    ['cash_usd', 'held'],
    ['positions', 'held'],
    ['risk_usd', 'held'],
    ['token', 'held'],
    ['trades', 'consumed'],
  ]);
});

test('a fill that is reported again is booked once', async () => {
  const entry = await openEntry(desk, 'TWICE');
  const order = await desk.addOrder({
    positionId: entry.id,
    instrumentId: entry.instrumentId,
    side: 'buy',
    purpose: 'entry',
  });
  const fill = fillAt('0.5', '10');
  expect(await inTransaction(desk.db, (tx) => applyFills(tx, order, [fill]))).toBe(1);
  expect(await inTransaction(desk.db, (tx) => applyFills(tx, order, [fill, fillAt('0.5', '2')]))).toBe(1);
  expect((await positionOf(desk, entry.id)).quantity.toFixed()).toBe('12');
});

test('of two that want to close a position one gets it', async () => {
  const entry = await openEntry(desk, 'RACE', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '10')] });
  const won = await Promise.all(
    Array.from({ length: 20 }, () => inTransaction(desk.db, (tx) => takeForClosing(tx, entry.id))),
  );
  expect(won.filter((one) => one !== null)).toHaveLength(1);
});

test('a venue that claims to have sold more than was held is not believed', async () => {
  const entry = await openEntry(desk, 'MORE', '0.9');
  await endOrder(desk, { position: entry, side: 'buy', purpose: 'entry', fills: [fillAt('1', '10')] });
  await expect(
    endOrder(desk, { position: entry, side: 'sell', purpose: 'operator', fills: [fillAt('1', '11')] }),
  ).rejects.toThrow('more than was held');
});

test('the database refuses a position without the stop that it must have', async () => {
  const instrumentId = await desk.addInstrument('BARE');
  const entryProposalId = await desk.addEntryProposal(instrumentId);
  const bare = {
    accountId: desk.accountId,
    instrumentId,
    entryProposalId,
    stopLoss: null,
    takeProfit: null,
    stopRequired: true,
    signalSource: null,
    confidence: null,
    reason: {},
  };
  await expect(openPosition(desk.db, bare)).rejects.toThrow(/position_has_its_stop/);
});

test('the same entry proposal opens one position, and its reservations belong to it', async () => {
  const entry = await openEntry(desk, 'AGAIN', '0.9');
  const again = await openPosition(desk.db, {
    accountId: desk.accountId,
    instrumentId: entry.instrumentId,
    entryProposalId: entry.proposalId,
    stopLoss: new Decimal('0.5'),
    takeProfit: null,
    stopRequired: true,
    signalSource: null,
    confidence: null,
    reason: {},
  });
  expect(again.id).toBe(entry.id);
  expect((await positionOf(desk, entry.id)).stopLoss?.toFixed()).toBe('0.9');
  expect(await desk.db.capReservation.count({ where: { positionId: entry.id } })).toBe(5);
});

test('I2, I14: hundreds of fills at once leave books that agree to the last decimal, and limits that recount', {
  timeout: 120_000,
}, async () => {
  const dice = seededDice('books');
  const roll = (key: string, from: number, to: number): number => from + dice.roll('fills.test', key) * (to - from);
  await Promise.all(
    Array.from({ length: 60 }, (_, i) => trade(`WALK${i}`, (key, from, to) => roll(`${i}:${key}`, from, to))),
  );
  const portfolio = await readPortfolio(desk.db);
  const right = portfolio.startingCapitalUsd
    .add(portfolio.transfersUsd)
    .add(portfolio.realizedPnl)
    .add(portfolio.unrealizedPnl)
    .sub(portfolio.feesUsd);
  expect(portfolio.equityUsd.toFixed()).toBe(right.toFixed());
  const ledger = await desk.db.ledgerEntry.aggregate({
    where: { accountId: desk.accountId },
    _sum: { amountUsd: true },
  });
  expect(ledger._sum.amountUsd?.toFixed()).toBe(portfolio.cashUsd.toFixed());
  const positions = await desk.db.position.aggregate({ _sum: { realizedPnl: true, feesUsd: true } });
  expect([positions._sum.realizedPnl?.toFixed(), positions._sum.feesUsd?.toFixed()]).toEqual([
    portfolio.realizedPnl.toFixed(),
    portfolio.feesUsd.toFixed(),
  ]);
  expect(await recountCaps(desk.db)).toEqual([]);
});

/** Buys in parts, sells parts, and in two of three cases the rest. */
async function trade(symbol: string, roll: (key: string, from: number, to: number) => number): Promise<void> {
  const entry = await openEntry(desk, symbol, '0.0000000001');
  const price = (key: string) => new Decimal(10 ** roll(key, -8, 3)).toSignificantDigits(9);
  await endOrder(desk, {
    position: entry,
    side: 'buy',
    purpose: 'entry',
    fills: ['a', 'b', 'c'].map((key) =>
      fillAt(
        price('base')
          .mul(roll(key, 0.9, 1.1))
          .toSignificantDigits(12),
        new Decimal(20).div(price('base')).toDecimalPlaces(9),
      ),
    ),
  });
  for (const key of ['p1', 'p2']) {
    const { quantity } = await positionOf(desk, entry.id);
    await endOrder(desk, {
      position: entry,
      side: 'sell',
      purpose: 'operator',
      fills: [
        fillAt(
          price('base')
            .mul(roll(key, 0.5, 1.6))
            .toSignificantDigits(12),
          quantity.mul(roll(`${key}q`, 0.1, 0.7)).toDecimalPlaces(9, Decimal.ROUND_UP),
        ),
      ],
    });
  }
  if (roll('close', 0, 3) < 1) return;
  const { quantity } = await positionOf(desk, entry.id);
  await endOrder(desk, {
    position: entry,
    side: 'sell',
    purpose: 'take_profit',
    protective: true,
    fills: [
      fillAt(
        price('base')
          .mul(roll('exit', 0.5, 2))
          .toSignificantDigits(12),
        quantity,
      ),
    ],
  });
}
