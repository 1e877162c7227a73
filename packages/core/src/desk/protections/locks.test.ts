import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultPolicies, insertPolicy } from '../../company/policies/index.ts';
import { newId, openDb } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { createWorld } from '../../kernel/world/index.ts';
import {
  DESK_START,
  endOrder,
  fillAt,
  type OrderDesk,
  openEntry,
  orderDesk,
  type TestDesk,
} from '../../testing/desk/index.ts';
import { bookTransfer } from '../accounts/index.ts';
import { snapshotPortfolio } from '../portfolio/index.ts';
import {
  addLock,
  followDrawdown,
  guardBooks,
  liftLock,
  listActiveLocks,
  readTradingState,
  setTradingState,
} from './index.ts';

const symbols = ['BONK', 'WIF', 'PEPE', 'POPCAT'];

let desk: OrderDesk;
let trader: TestDesk;

beforeEach(async () => {
  desk = await orderDesk({ symbols });
  trader = { ...desk, setTime: (now) => desk.clock.set(now) };
  const value = defaultPolicies.protections;
  await insertPolicy(desk.db, {
    key: 'protections',
    value,
    changedBy: 'test',
    reason: 'defaults',
    changedAt: DESK_START,
  });
});
afterEach(() => desk.close());

const after = (hours: number) => new Date(DESK_START.getTime() + hours * HOUR_MS);
const locks = async (now = desk.clock.now()) =>
  (await listActiveLocks(desk.db, now)).map(({ kind, subject }) => [kind, subject === 'company' ? 'company' : 'token']);

/** Buys a million of a token and sells it at once. */
async function trade(symbol: string, sell: string, purpose = 'stop_loss'): Promise<void> {
  const known = await desk.db.instrument.findFirst({ where: { symbol } });
  const dealer = known ? { ...trader, addInstrument: () => Promise.resolve(known.id) } : trader;
  const position = await openEntry(dealer, symbol, '0.00001');
  await endOrder(trader, { position, side: 'buy', purpose: 'entry', fills: [fillAt('0.00002', '1000000')] });
  await endOrder(trader, { position, side: 'sell', purpose, fills: [fillAt(sell, '1000000')] });
}

test('a loss locks its token in the transaction that closed the trade, for an hour, and tells so', async () => {
  await trade('BONK', '0.000019', 'review');
  expect(await locks()).toEqual([['cooldown_after_loss', 'token']]);
  expect(await locks(after(1))).toEqual([]);
  const told = await desk.db.event.findFirstOrThrow({ where: { kind: 'protection.locked' } });
  expect(told).toMatchObject({ agentId: 'sage', title: 'SAGE locks BONK for 60 minutes: BONK lost just now' });
});

test('the third stop-out of a day locks all entries; lifted, it takes three more', async () => {
  for (const symbol of ['BONK', 'WIF']) await trade(symbol, '0.000019');
  expect((await locks()).map(([kind]) => kind)).not.toContain('stop_loss_guard');
  await trade('PEPE', '0.000019');
  expect(await locks()).toContainEqual(['stop_loss_guard', 'company']);
  const guard = (await listActiveLocks(desk.db, desk.clock.now())).find(({ kind }) => kind === 'stop_loss_guard');
  expect(await liftLock(desk.ctx, { id: guard?.id ?? '', by: 'operator:anna' })).toBe('lifted');
  expect(await liftLock(desk.ctx, { id: guard?.id ?? '', by: 'operator:anna' })).toBe('not_in_force');
  desk.clock.set(after(1));
  await trade('POPCAT', '0.000019');
  expect((await locks()).map(([kind]) => kind)).not.toContain('stop_loss_guard');
});

/** Cash of a desk that began with a million, and has earned or lost the rest. */
const setCash = (cashUsd: number) =>
  desk.db.account.update({ where: { id: desk.accountId }, data: { cashUsd, realizedPnl: cashUsd - 1e6 } });

async function setEquity(usd: number, hours: number): Promise<void> {
  desk.clock.set(after(hours));
  await setCash(usd);
  await snapshotPortfolio(desk.ctx, { cause: 'hour' });
  await guardBooks(desk.ctx);
  await followDrawdown(desk.ctx);
}

const stateNow = async () => (await readTradingState(desk.db)).state;

test('a trade that closes below the day’s limit locks all entries in its own transaction', async () => {
  await snapshotPortfolio(desk.ctx, { cause: 'hour' });
  await setCash(949_000);
  await trade('BONK', '0.000019', 'review');
  expect(await locks()).toContainEqual(['daily_loss_limit', 'company']);
});

test('a deep drawdown sets the company to reducing, and lifting its lock sets it back', async () => {
  await setEquity(1e6, 0);
  await setEquity(960_000, 30);
  expect(await locks()).toEqual([]);
  await setEquity(845_000, 60);
  expect((await locks()).map(([kind]) => kind).sort()).toEqual(['daily_loss_limit', 'max_drawdown']);
  expect(await stateNow()).toBe('reducing');
  const [lock] = (await listActiveLocks(desk.db, desk.clock.now())).filter(({ kind }) => kind === 'max_drawdown');
  await liftLock(desk.ctx, { id: lock?.id ?? '', by: 'operator:anna' });
  await followDrawdown(desk.ctx);
  expect(await stateNow()).toBe('active');
  // The drawdown counts anew from there: the same one does not lock again.
  await setEquity(840_000, 61);
  expect((await locks()).map(([kind]) => kind)).not.toContain('max_drawdown');
});

test('a lock that runs out sets the state back; an operator is not overruled either way', async () => {
  await setEquity(1e6, 0);
  await setEquity(845_000, 60);
  await setTradingState(desk.ctx, { state: 'active', reason: 'I know better', by: 'operator:anna' });
  await followDrawdown(desk.ctx);
  expect(await stateNow()).toBe('active');
  await setTradingState(desk.ctx, { state: 'reducing', reason: 'slower', by: 'operator:anna' });
  desk.clock.set(after(60 + 25));
  await followDrawdown(desk.ctx);
  expect(await stateNow()).toBe('reducing');
});

test('a lifted lock of a token counts the token’s trades anew', async () => {
  const { protections } = defaultPolicies;
  const value = {
    ...protections,
    cooldown_after_loss: { ...protections.cooldown_after_loss, enabled: false },
    low_profit_lock: { ...protections.low_profit_lock, enabled: true },
  };
  await desk.db.policy.update({ where: { key: 'protections' }, data: { value } });
  for (let i = 0; i < 2; i += 1) await trade('BONK', '0.000019', 'review');
  const [lock] = await listActiveLocks(desk.db, desk.clock.now());
  expect(lock).toMatchObject({ kind: 'low_profit_lock', symbol: 'BONK' });
  await liftLock(desk.ctx, { id: lock?.id ?? '', by: 'operator:anna' });
  desk.clock.set(after(1));
  await trade('BONK', '0.000019', 'review');
  expect(await locks()).toEqual([]);
  await trade('BONK', '0.000019', 'review');
  expect(await locks()).toEqual([['low_profit_lock', 'token']]);
});

async function transfer(amountUsd: string): Promise<void> {
  await bookTransfer(desk.ctx, {
    key: newId(),
    amountUsd: new Decimal(amountUsd),
    note: 'the bank',
    by: 'operator:anna',
  });
  await guardBooks(desk.ctx);
  await followDrawdown(desk.ctx);
}

test('money that is taken out is no loss, and money that is paid in hides none', async () => {
  await setEquity(1e6, 0);
  desk.clock.set(after(1));
  await transfer('-400000');
  expect([await locks(), await stateNow()]).toEqual([[], 'active']);
  await transfer('400000');
  await setCash(940_000);
  await transfer('100000');
  expect(await locks()).toEqual([['daily_loss_limit', 'company']]);
});

test('several that find the same reason at once write one lock', async () => {
  await setEquity(1e6, 0);
  desk.clock.set(after(1));
  await setCash(900_000);
  await Promise.all(Array.from({ length: 8 }, () => guardBooks(desk.ctx)));
  expect(await locks()).toEqual([['daily_loss_limit', 'company']]);
  expect(await desk.db.event.count({ where: { kind: 'protection.locked' } })).toBe(1);
});

test('an operator locks a token once, with or without an end', async () => {
  const instrumentId = await desk.addInstrument('BONK');
  const request = { instrumentId, reason: 'news', minutes: null, by: 'operator:anna' };
  expect(await addLock(desk.ctx, request)).not.toBeNull();
  expect(await addLock(desk.ctx, request)).toBeNull();
  expect(await locks(after(9999))).toEqual([['operator', 'token']]);
});

test('books are judged by the policy in force, whoever changed it, from the next look on', async () => {
  const other = openDb(desk.databaseUrl, { connections: 2 });
  const guarded = async (value: object | null) => {
    if (value !== null)
      await other.$executeRaw`UPDATE ops_policy SET value = ${JSON.stringify(value)}::jsonb WHERE key = 'protections'`;
    return (await guardBooks(desk.ctx)).wanted;
  };
  const { daily_loss_limit: limit, ...rest } = defaultPolicies.protections;
  const tight = { ...rest, daily_loss_limit: { ...limit, threshold: 0.01 } };
  try {
    await setEquity(1_000_000, 1);
    await setCash(980_000);
    expect([await guarded(null), await guarded(tight)]).toEqual([0, 1]);
    const [lock] = await listActiveLocks(desk.db, desk.clock.now());
    desk.clock.set(after(2));
    await snapshotPortfolio(desk.ctx, { cause: 'hour' });
    // From the end of a lock on losses count anew, whoever lifted it.
    await liftLock({ ...desk.ctx, db: other }, { id: lock?.id ?? '', by: 'operator:anna' });
    expect(await guarded(null)).toBe(0);
  } finally {
    await other.$disconnect();
  }
});

test('books that ask for nothing end the watch, and those that are near a lock do not', async () => {
  const watchedUntil = async () => (await desk.db.world.findUnique({ where: { id: 1 } }))?.watchedUntil ?? null;
  const world = { market: 'simulated', range: 'all', seed: '1', speed: 'max' } as const;
  await createWorld(desk.db, { ...world, startsAt: DESK_START, endsAt: null });
  await setEquity(1_000_000, 1);
  expect(await guardBooks(desk.ctx, null)).toMatchObject({ ended: false });
  expect(await guardBooks(desk.ctx, after(1))).toEqual({ wanted: 0, ended: true });
  expect(await watchedUntil()).toEqual(after(1));
  await setCash(950_000);
  expect(await guardBooks(desk.ctx, after(2))).toEqual({ wanted: 1, ended: false });
  expect(await watchedUntil()).toEqual(after(1));
});
