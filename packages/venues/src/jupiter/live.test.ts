import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrokers } from '@atc/core/desk/brokers';
import type { Market } from '@atc/core/desk/market';
import { type Config, readConfig } from '@atc/core/kernel/config';
import { type BaseDb, newId, openDb } from '@atc/core/kernel/db';
import { seededDice } from '@atc/core/kernel/dice';
import { openWorldClock } from '@atc/core/kernel/world';
import { openLiveWorld, openWorld, seedCompany } from '@atc/core/loop/opening';
import { scriptedMarket } from '@atc/core/testing';
import { openStack, type Stack } from '@atc/stack/launcher';
import { migrate } from '@atc/stack/migrate';
import { outsidePlace } from '@atc/stack/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LocalJupiter, openLocalJupiter } from './local/index.ts';
import { createWallet } from './signer/index.ts';
import { jupiter } from './venue.ts';

const CONTRACTS = { WIF_USDC: 1.2, BONK_USDC: 0.00002 };
const START = new Date('2026-01-05T12:00:00Z');
const PASSPHRASE = 'a passphrase of the test';
const CASH_USD = 250;

let dir: string;
let stack: Stack;
let db: BaseDb;
let venue: LocalJupiter;
let market: Market;
let accountId: string;
let said: string[] = [];
const say = (line: string) => said.push(line);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'live-'));
  const wallet = await createWallet(join(dir, 'wallet.json'), PASSPHRASE);
  const listed = Object.keys(CONTRACTS).map((contract) => ({ contract, decimals: 6 }));
  const scripted = scriptedMarket(CONTRACTS, { startsAt: START });
  const priceOf = (contract: string) => scripted.price(contract, START)?.price ?? null;
  venue = await openLocalJupiter({
    wallet,
    contracts: listed,
    priceOf,
    cashUsd: CASH_USD,
    blockMs: 10,
    validBlocks: 3000,
  });
  market = {
    ...scripted,
    contracts: () =>
      scripted.contracts().map((known) => ({ ...known, mint: venue.pools.mintOf(known.contract)?.mint ?? '' })),
  };
  // A server that keeps what is committed, as real money needs it; the other tests' does not.
  stack = await openStack({ ...readConfig({ DATA_DIR: join(dir, 'data'), QUEUE_BACKEND: 'postgres' }), say });
  await migrate(stack.databaseUrl);
  db = openDb(stack.databaseUrl, { connections: 3 });
  await seedCompany(db, START);
  await expect(openLive()).rejects.toThrow('the preflight forbids');
  accountId = (await db.account.findFirstOrThrow()).id;
});
beforeEach(() => {
  venue.faults.clear();
  said = [];
});
afterAll(async () => {
  await db.$disconnect();
  await stack.close();
  await venue.close();
  for (const place of [dir, outsidePlace(join(dir, 'data'))]) await rm(place, { recursive: true, force: true });
});

function config(changes: Readonly<Record<string, string>> = {}): Config {
  return readConfig(
    {
      TRADING_MODE: 'live',
      MARKET: 'live',
      LIVE_TRADING_CONFIRMED: accountId,
      SOLANA_RPC_URLS: `${venue.url}/node/a,${venue.url}/node/b`,
      JUPITER_API_URL: venue.url,
      JUPITER_API_KEY: 'test',
      WALLET_FILE: join(dir, 'wallet.json'),
      WALLET_PASSPHRASE: PASSPHRASE,
      ...changes,
    },
    [jupiter],
  );
}

const openLive = (changes: Readonly<Record<string, string>> = {}) =>
  openLiveWorld(db, { config: config(changes), venues: [jupiter], market, say });

async function openLiveBrokers(changes: Readonly<Record<string, string>> = {}) {
  return openBrokers(
    { db, market, clock: await openWorldClock(db), dice: seededDice('1') },
    { config: config(changes), venues: [jupiter] },
  );
}

test('a live company’s capital is what its wallet holds, and its account is a live one', async () => {
  expect(await db.account.findMany()).toMatchObject([{ venue: 'jupiter', mode: 'live' }]);
  expect((await db.account.findFirstOrThrow()).cashUsd.toNumber()).toBe(CASH_USD);
  expect((await db.instrument.findMany()).map(({ venue: at }) => at)).toEqual(['jupiter', 'jupiter']);
});

test('with the account confirmed the preflight passes and says loudly that nothing sells when it stops', async () => {
  await openLive();
  expect(said.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(said.join('\n')).toMatch(/STOPS WORK ONLY WHILE THIS COMPANY RUNS/);
  expect(said.join('\n')).toMatch(/live_trading is not enabled: nothing is bought/);
});

test('without the confirmation it names the account to confirm, and nothing opens', async () => {
  await expect(openLive({ LIVE_TRADING_CONFIRMED: 'yes' })).rejects.toThrow('the preflight forbids');
  expect(said.join('\n')).toContain(`set LIVE_TRADING_CONFIRMED=${accountId}`);
  await expect(openLiveBrokers({ LIVE_TRADING_CONFIRMED: newId() })).rejects.toThrow('does not name the account');
});

test.each([
  ['a node that is silent', /getGenesisHash/, /FAILED +nodes/],
  ['nodes that do not tell what the wallet holds', /getTokenAccountsByOwner/, /FAILED +cash/],
  ['Jupiter without quotes', /swap\/v2\/order/, /FAILED +quotes/],
  ['Jupiter without prices', /price\/v3/, /FAILED +prices/],
])('%s forbids to start', async (_, path, line) => {
  venue.faults.inject({ path, moment: 'before', fault: { kind: 'drop' }, times: 1000 });
  await expect(openLive()).rejects.toThrow('the preflight forbids');
  expect(said.join('\n')).toMatch(line);
});

test.each([
  [{ SOLANA_RPC_URLS: 'http://127.0.0.1:1' }, /two nodes/],
  [{ WALLET_PASSPHRASE: 'another' }, /cannot be opened/],
  [{ WALLET_FILE: 'nowhere.json' }, /npm run wallet/],
])('%j is one clear line', async (changes, message) => {
  await expect(openLive(changes)).rejects.toThrow(message);
});

test('a wallet that others may read is not opened', async () => {
  await chmod(join(dir, 'wallet.json'), 0o644);
  await expect(openLive()).rejects.toThrow(/chmod 600/);
  await chmod(join(dir, 'wallet.json'), 0o600);
});

test('paper money never goes on with a live company’s data (I13)', async () => {
  await expect(openWorld(db, market, { seed: '1', speed: '1' })).rejects.toThrow('trades elsewhere');
});

test('the confirmed broker is the live one, and sees the wallet', async () => {
  const broker = (await openLiveBrokers()).of({ venue: 'jupiter' });
  expect(broker.mode).toBe('live');
  expect(await broker.holdings(accountId)).toEqual([]);
  await expect(openLiveBrokers().then((brokers) => brokers.of({ venue: 'paper' }))).rejects.toThrow('no broker');
});
