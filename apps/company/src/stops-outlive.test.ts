import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { BrokerContext } from '@atc/core/desk/venue';
import { readConfig } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { createTestDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { contractsWorth, type LocalTopstepx, openLocalTopstepx } from '@atc/venues/topstepx/local';
import { openTopstepxBroker, openTopstepxClient } from '@atc/venues/topstepx/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Company } from './company.ts';
import { openCompany } from './open-company.ts';

const PATIENCE = { timeout: 100_000, interval: 200 };
const login = { userName: 'desk', apiKey: 'key' };

let database: TestDatabase;
let db: BaseDb;
let venue: LocalTopstepx | null = null;
let company: Company | null = null;
/** What everything costs of what it would; a test lets prices fall. */
let share = 1;

beforeAll(async () => {
  database = await createTestDatabase(testServers().adminUrl);
  db = openDb(database.url, { connections: 2 });
});
afterAll(async () => {
  await company?.close();
  await venue?.close();
  await db?.$disconnect();
  await database?.drop();
});

async function start(): Promise<Company> {
  const { redisUrl } = testServers();
  return openCompany({
    config: readConfig({
      ...{ DATABASE_URL: database.url, PORT: '0', SEED: '2', SPEED: 'max', LOG_LEVEL: 'silent' },
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    }),
    color: false,
    say: () => undefined,
    tell: () => undefined,
    venue: { place: { venue: 'topstepx', assetClass: 'future' }, openBroker },
  });
}

/** The broker of a venue that lives on while companies come and go. */
async function openBroker({ market, clock }: BrokerContext) {
  venue ??= await openLocalTopstepx({
    ...login,
    ...{ accountId: 1, feeUsd: 0.005, listings: () => contractsWorth(market, 5), now: () => clock.now() },
    priceOf: (contract) => (market.price(contract, clock.now())?.price ?? 0) * share || null,
  });
  return openTopstepxBroker({
    client: openTopstepxClient({ ...login, baseUrl: venue.url, pace: { requests: 100_000, windowMs: 1000 } }),
    topstepxAccountId: 1,
    instrumentOf: async (contract) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null,
    settlingMs: 1000,
    feeRoomUsd: new Decimal('0.005'),
    brackets: false,
  });
}

const resting = () => db.order.findMany({ where: { restsAt: { not: null }, status: 'submitted' } });

test('what a stop sold while the company was down is booked when it starts again, with its reason', async () => {
  company = await start();
  await expect.poll(async () => (await resting()).length, PATIENCE).toBeGreaterThan(0);
  await company.close();
  const [stop] = await resting();
  if (!stop?.positionId) throw new Error('no stop rests any more');
  share = 0.5;
  venue?.book.tick();
  company = await start();
  const { id, positionId } = stop;
  await expect
    .poll(async () => (await db.position.findUniqueOrThrow({ where: { id: positionId } })).status, PATIENCE)
    .toBe('closed');
  const [order, trade] = await Promise.all([
    db.order.findUniqueOrThrow({ where: { id }, include: { fills: true, step: { include: { mission: true } } } }),
    db.position.findUniqueOrThrow({ where: { id: positionId }, include: { outcomes: true } }),
  ]);
  expect(order.status).toBe('filled');
  expect(order.step?.mission.proposalId).toBe(trade.entryProposalId);
  expect(trade.outcomes?.exitReason).toBe('stop_loss');
  expect(await db.fill.count({ where: { positionId, side: 'sell', orderId: { not: id } } })).toBe(0);
}, 240_000);

test('whoever stops the company reads what becomes of everything that is held', async () => {
  share = 1;
  await expect.poll(async () => (await resting()).length, PATIENCE).toBeGreaterThan(0);
  expect(await company?.whatStays()).toContainEqual(
    expect.stringMatching(/stay held: topstepx sells them at [\d.]+, also while the company does not run/),
  );
}, 120_000);
