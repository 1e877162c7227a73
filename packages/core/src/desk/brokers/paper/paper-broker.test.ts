import { randomUUID } from 'node:crypto';
import { createTestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, readConfig } from '../../../kernel/config/index.ts';
import { type BaseDb, openDb } from '../../../kernel/db/index.ts';
import { seededDice } from '../../../kernel/dice/index.ts';
import { standingClock } from '../../../kernel/time/index.ts';
import { type BrokerUnderTest, brokerContract } from '../../../testing/contracts/index.ts';
import { scriptedMarket } from '../../../testing/scripted-market.ts';
import { scriptedVenue } from '../../../testing/scripted-venue.ts';
import type { Broker, OrderBody } from '../../venue/broker.ts';
import { openBrokers } from '../open-brokers.ts';
import { openPaperBroker, type PaperBroker } from './paper-broker.ts';

const START = new Date('2025-02-03T15:00:00Z');
const ACCOUNT = randomUUID();

interface PaperVenue extends BrokerUnderTest {
  readonly db: BaseDb;
  readonly clock: ReturnType<typeof standingClock>;
  readonly market: ReturnType<typeof scriptedMarket>;
}

async function paperVenue(): Promise<PaperVenue> {
  const database = await createTestDatabase(testServers().adminUrl);
  const db = openDb(database.url, { connections: 10 });
  const clock = standingClock(START);
  const market = scriptedMarket({ BONK_USDT: 0.00002 }, { startsAt: START });
  const broker = openPaperBroker({ db, clock, market, dice: seededDice('7') });
  return {
    broker,
    db,
    clock,
    market,
    accountId: ACCOUNT,
    body,
    close: async () => {
      await db.$disconnect();
      await database.drop();
    },
  };
}

function body(changes: Partial<OrderBody> = {}): OrderBody {
  return {
    clientOrderId: randomUUID().replaceAll('-', ''),
    accountId: ACCOUNT,
    instrumentId: '01900000-0000-7000-8000-000000000001',
    contract: 'BONK_USDT',
    side: 'buy',
    type: 'market',
    spendUsd: '50',
    quantity: null,
    refPrice: '0.00002',
    triggerPrice: null,
    decimals: 6,
    ...changes,
  };
}

brokerContract('the paper broker', { rests: false, stops: false }, paperVenue);

let venue: PaperVenue;

beforeAll(async () => {
  venue = await paperVenue();
});
afterAll(() => venue.close());

test('an id that is not in the ledger was never taken: not found is final', async () => {
  expect(await venue.broker.status('f'.repeat(32))).toEqual({ kind: 'not_found', final: true });
});

test('a venue that was opened again knows what it took before', async () => {
  const order = body();
  const report = await venue.broker.place(order);
  const reopened = openPaperBroker({ db: venue.db, clock: venue.clock, market: venue.market, dice: seededDice('8') });
  expect(await reopened.status(order.clientOrderId)).toEqual({ kind: 'report', report });
});

test('fills at the last bar that has closed, whatever the next one brings', async () => {
  venue.market.append('BONK_USDT', { close: 0.00004 });
  const [fill] = (await venue.broker.place(body())).fills;
  expect(fill?.price.lt(0.000021)).toBe(true);
});

test('nothing fills at a price that is not fresh: a purchase is rejected, a sale waits for one', async () => {
  const stale = standingClock(new Date(START.getTime() + 3 * venue.market.barMs));
  const market = scriptedMarket({ BONK_USDT: 0.00002 }, { startsAt: START });
  const broker = openPaperBroker({ db: venue.db, clock: stale, market, dice: seededDice('7') });
  expect(await broker.place(body())).toMatchObject({ status: 'rejected', reason: 'the venue has no fresh price' });
  const sale = body({ side: 'sell', spendUsd: null, quantity: '1000' });
  await expect(broker.place(sale)).rejects.toThrow('no fresh price');
  expect(await broker.status(sale.clientOrderId)).toEqual({ kind: 'not_found', final: true });
  for (let i = 0; i < 3; i += 1) market.append('BONK_USDT', { close: 0.00001 });
  const sold = await broker.place(sale);
  expect(sold.status).toBe('filled');
  expect(sold.fills[0]?.price.lte(0.00001)).toBe(true);
});

test('the same order at the same moment of the same world has the same luck', async () => {
  const [one, other] = [await venue.broker.place(body()), await venue.broker.place(body())];
  expect(other.fills.map((fill) => fill.price.toFixed())).toEqual(one.fills.map((fill) => fill.price.toFixed()));
});

test('a contract that the venue does not list is rejected, not unknown', async () => {
  expect((await venue.broker.place(body({ contract: 'MOON_USDT' }))).status).toBe('rejected');
});

test('paper trading takes no client of a venue and a live broker is no paper broker', () => {
  const { db, clock, market } = venue;
  const dice = seededDice('7');
  // @ts-expect-error: there is no place for a client
  openPaperBroker({ db, clock, market, dice, client: { send: () => undefined } });
  const live = { ...venue.broker, venue: 'far', mode: 'live' } as const satisfies Broker;
  // @ts-expect-error: a live broker cannot stand where paper is meant
  const paper: PaperBroker = live;
  expect(paper.mode).not.toBe('paper');
});

test('in paper mode only the paper venue has a broker, whatever else is configured (I13)', async () => {
  const { db, clock, market } = venue;
  const live = {
    LIVE_TRADING_CONFIRMED: 'x',
    WALLET_PASSPHRASE: 'x',
    SOLANA_RPC_URLS: 'http://a.example,http://b.example',
  };
  const brokers = await openBrokers(
    { db, clock, market, dice: seededDice('7') },
    { config: readConfig(live), venues: [] },
  );
  expect(brokers.of({ venue: 'paper' }).mode).toBe('paper');
  expect(() => brokers.of({ venue: 'far' })).toThrow('no broker');
});

test('in live mode nothing is opened on an account that nobody confirms', async () => {
  const { db, clock, market } = venue;
  const config: Config = { ...readConfig({}), tradingMode: 'live', liveVenue: 'far' };
  const venues = [scriptedVenue('far')];
  const desk = { db, clock, market, dice: seededDice('7') };
  await expect(openBrokers(desk, { config, venues })).rejects.toThrow('LIVE_TRADING_CONFIRMED');
  await expect(openBrokers(desk, { config, venues: [] })).rejects.toThrow('no venue far');
});
