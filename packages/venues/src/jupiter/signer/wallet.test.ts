import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keypair } from '@solana/web3.js';
import bs58 from 'bs58';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWallet, importWallet, openDailySpending, openWallet, walletAddress } from './index.ts';

const PASSPHRASE = 'correct horse battery';
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wallet-'));
});
afterAll(() => rm(dir, { recursive: true }));

test('a wallet is made in a file that only its owner reads and opens with its passphrase only', async () => {
  const file = join(dir, 'new.json');
  const address = await createWallet(file, PASSPHRASE);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await walletAddress(file)).toBe(address);
  const wallet = await openWallet(file, PASSPHRASE);
  expect(wallet.publicKey.toBase58()).toBe(address);
  expect(await readFile(file, 'utf8')).not.toContain(bs58.encode(wallet.secretKey));
  await expect(openWallet(file, 'another passphrase')).rejects.toThrow(/wrong passphrase, or its file was changed/);
});

test.skipIf(process.platform === 'win32')('a wallet whose file others may read does not open', async () => {
  const file = join(dir, 'open.json');
  await createWallet(file, PASSPHRASE);
  await chmod(file, 0o640);
  await expect(openWallet(file, PASSPHRASE)).rejects.toThrow(/others on this machine can read .*chmod 600/);
});

test.each([
  ['JSON', (key: Uint8Array) => JSON.stringify([...key])],
  ['base58', (key: Uint8Array) => bs58.encode(key)],
])('a secret key is taken in as %s', async (form, written) => {
  const wallet = Keypair.generate();
  const file = join(dir, `${form}.json`);
  expect(await importWallet(file, written(wallet.secretKey), PASSPHRASE)).toBe(wallet.publicKey.toBase58());
  expect((await openWallet(file, PASSPHRASE)).secretKey).toEqual(wallet.secretKey);
});

test('a wallet is never overwritten, and a changed file does not open', async () => {
  const file = join(dir, 'kept.json');
  await createWallet(file, PASSPHRASE);
  await expect(createWallet(file, PASSPHRASE)).rejects.toThrow(/never overwritten/);
  const kept = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...kept, address: Keypair.generate().publicKey.toBase58() }));
  await expect(openWallet(file, PASSPHRASE)).rejects.toThrow(/does not open/);
});

test('a short passphrase and what is no key are refused, without naming them', async () => {
  await expect(createWallet(join(dir, 'short.json'), 'short')).rejects.toThrow(/at least 12/);
  const refused = await importWallet(join(dir, 'no.json'), 'hunter2hunter2', PASSPHRASE).catch((error: Error) => error);
  expect(String(refused)).toMatch(/not a secret key/);
  expect(String(refused)).not.toContain('hunter2');
});

test('what is spent a day stays under the limit, also when it is asked for at once and after a restart', async () => {
  let now = new Date('2026-11-23T23:00:00Z');
  const open = () => openDailySpending({ dir: join(dir, 'spent'), limit: 100n, now: () => now });
  const spending = open();
  expect(await Promise.all([spending.take(60n), spending.take(60n)])).not.toEqual([true, true]);
  expect(await open().take(101n)).toBe(false);
  now = new Date('2026-11-24T00:00:00Z');
  expect(await open().take(100n)).toBe(true);
  expect(await open().take(1n)).toBe(false);
});
