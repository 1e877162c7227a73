import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@atc/core/kernel/db';
import { openWorld } from '@atc/core/loop/opening';
import { scriptedMarket } from '@atc/core/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LiveCompany, liveCompany } from '../house/testing/live-company.ts';
import { type LocalJupiter, openLocalJupiter } from './local/index.ts';
import { createWallet } from './signer/index.ts';
import { jupiter } from './venue.ts';

const CONTRACTS = { WIF_USDC: 1.2, BONK_USDC: 0.00002 };
const START = new Date('2026-01-05T12:00:00Z');
const PASSPHRASE = 'a passphrase of the test';
const CASH_USD = 250;

let company: LiveCompany;
let venue: LocalJupiter;

beforeAll(async () => {
  company = await liveCompany({ house: jupiter, prepare: openVenue, at: START });
  await expect(company.openWorld()).rejects.toThrow('the preflight forbids');
  await company.takeAccount();
});
beforeEach(() => {
  venue.faults.clear();
  company.forget();
});
afterAll(async () => {
  await company.close();
  await venue.close();
});

/** A local Jupiter that knows a wallet of the folder, and a market of its mints. */
async function openVenue(dir: string) {
  const file = join(dir, 'wallet.json');
  const scripted = scriptedMarket(CONTRACTS, { startsAt: START });
  venue = await openLocalJupiter({
    wallet: await createWallet(file, PASSPHRASE),
    contracts: Object.keys(CONTRACTS).map((contract) => ({ contract, decimals: 6 })),
    priceOf: (contract) => scripted.price(contract, START)?.price ?? null,
    cashUsd: CASH_USD,
    blockMs: 10,
    validBlocks: 3000,
  });
  const contracts = () =>
    scripted.contracts().map((known) => ({ ...known, mint: venue.pools.mintOf(known.contract)?.mint ?? '' }));
  const variables = {
    SOLANA_RPC_URLS: `${venue.url}/node/a,${venue.url}/node/b`,
    JUPITER_API_URL: venue.url,
    JUPITER_API_KEY: 'test',
    WALLET_FILE: file,
    WALLET_PASSPHRASE: PASSPHRASE,
  };
  return { variables, market: { ...scripted, contracts } };
}

test('a live company’s capital is what its wallet holds, and its account is a live one', async () => {
  expect(await company.db.account.findMany()).toMatchObject([{ venue: 'jupiter', mode: 'live' }]);
  expect((await company.db.account.findFirstOrThrow()).cashUsd.toNumber()).toBe(CASH_USD);
  expect((await company.db.instrument.findMany()).map(({ venue: at }) => at)).toEqual(['jupiter', 'jupiter']);
});

test('with the account confirmed the preflight passes and says loudly that nothing sells when it stops', async () => {
  await company.openWorld();
  expect(company.said.filter((line) => line.startsWith('FAILED'))).toEqual([]);
  expect(company.said.join('\n')).toMatch(/STOPS WORK ONLY WHILE THIS COMPANY RUNS/);
  expect(company.said.join('\n')).toMatch(/live_trading is not enabled: nothing is bought/);
});

test('without the confirmation it names the account to confirm, and nothing opens', async () => {
  await expect(company.openWorld({ LIVE_TRADING_CONFIRMED: 'yes' })).rejects.toThrow('the preflight forbids');
  expect(company.said.join('\n')).toContain(`set LIVE_TRADING_CONFIRMED=${company.accountId()}`);
  await expect(company.openBrokers({ LIVE_TRADING_CONFIRMED: newId() })).rejects.toThrow('does not name the account');
});

test.each([
  ['a node that is silent', /getGenesisHash/, /FAILED +nodes/],
  ['nodes that do not tell what the wallet holds', /getTokenAccountsByOwner/, /FAILED +cash/],
  ['Jupiter without quotes', /swap\/v2\/order/, /FAILED +quotes/],
  ['Jupiter without prices', /price\/v3/, /FAILED +prices/],
])('%s forbids to start', async (_, path, line) => {
  venue.faults.inject({ path, moment: 'before', fault: { kind: 'drop' }, times: 1000 });
  await expect(company.openWorld()).rejects.toThrow('the preflight forbids');
  expect(company.said.join('\n')).toMatch(line);
});

test.each([
  [{ SOLANA_RPC_URLS: 'http://127.0.0.1:1' }, /two nodes/],
  [{ WALLET_PASSPHRASE: 'another' }, /cannot be opened/],
  [{ WALLET_FILE: 'nowhere.json' }, /npm run wallet/],
])('%j is one clear line', async (changes, message) => {
  await expect(company.openWorld(changes)).rejects.toThrow(message);
});

test('a wallet that others may read is not opened', async () => {
  await chmod(join(company.dir, 'wallet.json'), 0o644);
  await expect(company.openWorld()).rejects.toThrow(/chmod 600/);
  await chmod(join(company.dir, 'wallet.json'), 0o600);
});

test('paper money never goes on with a live company’s data (I13)', async () => {
  await expect(openWorld(company.db, company.market, { seed: '1', speed: '1' })).rejects.toThrow('trades elsewhere');
});

test('the confirmed broker is the live one, and sees the wallet', async () => {
  const broker = (await company.openBrokers()).of({ venue: 'jupiter' });
  expect(broker.mode).toBe('live');
  expect(await broker.holdings(company.accountId())).toEqual([]);
  await expect(company.openBrokers().then((brokers) => brokers.of({ venue: 'paper' }))).rejects.toThrow('no broker');
});
