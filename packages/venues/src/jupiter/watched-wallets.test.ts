import { seedAgents } from '@atc/agents/personas';
import { listPolicies, writePolicy } from '@atc/core/company/policies';
import { openNode } from '@atc/core/desk/solana';
import { followWallets } from '@atc/core/loop/wallets';
import { scriptedMarket, testCompany } from '@atc/core/testing';
import { Keypair } from '@solana/web3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { serveVenue, type VenueRequest } from '../local/index.ts';

const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
const MINT = 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN';
const wallets = Array.from({ length: 4 }, () => Keypair.generate().publicKey.toBase58());
const START = new Date('2026-01-05T12:00:00Z');

/** What each wallet did on a chain of this test, newest first, as a node tells it. */
const done = new Map<string, { readonly signature: string; readonly err: unknown; readonly blockTime: number }[]>();
const bodies = new Map<string, object>();
const asked: string[] = [];
const call = z.object({ id: z.unknown(), method: z.string(), params: z.tuple([z.string(), z.looseObject({})]) });
/** Signatures that the node knows and cannot give the transaction of yet. */
const withheld = new Set<string>();

function answer({ text }: VenueRequest) {
  const { id, method, params } = call.parse(JSON.parse(text ?? 'null'));
  const [first, options] = params;
  asked.push(`${method} ${first}`);
  const result =
    method === 'getTransaction' ? (withheld.has(first) ? null : bodies.get(first)) : page(first, options.until);
  return { status: 200, body: { jsonrpc: '2.0', id, result } };
}

function page(address: string, until: unknown) {
  const all = done.get(address) ?? [];
  const known = all.findIndex(({ signature }) => signature === until);
  return known === -1 ? all : all.slice(0, known);
}

interface Bought {
  readonly tokens: number;
  readonly err?: unknown;
  readonly signs?: boolean;
}

/** Lets a wallet buy so many tokens for dollars; returns the signature. */
function buy(wallet: string, { tokens, err = null, signs = true }: Bought): string {
  const signature = `sig${bodies.size}`;
  const blockTime = Math.floor(Date.now() / 1000);
  const row = (mint: string, amount: number) => ({
    accountIndex: 1,
    mint,
    owner: wallet,
    uiTokenAmount: { amount: String(amount), decimals: 6 },
  });
  bodies.set(signature, {
    slot: 1,
    blockTime,
    meta: {
      err,
      fee: 5000,
      preBalances: [1e9, 1],
      postBalances: [1e9 - 5000, 1],
      preTokenBalances: [row(USDC, 9e9)],
      postTokenBalances: [row(USDC, 8e9), row(MINT, tokens * 1e6)],
    },
    transaction: {
      signatures: [signature],
      message: {
        header: { numRequiredSignatures: 1, numReadonlySignedAccounts: 0, numReadonlyUnsignedAccounts: 0 },
        accountKeys: signs ? [wallet, 'x'] : ['x', wallet],
        instructions: [],
      },
    },
  });
  done.set(wallet, [{ signature, err, blockTime }, ...(done.get(wallet) ?? [])]);
  return signature;
}

let company: Awaited<ReturnType<typeof testCompany>>;
let venue: Awaited<ReturnType<typeof serveVenue>>;

beforeAll(async () => {
  venue = await serveVenue({ answer, nameOf: methodOf });
  const scripted = scriptedMarket({ JUP_USDC: 0.8 }, { startsAt: START });
  const market = { ...scripted, contracts: () => scripted.contracts().map((known) => ({ ...known, mint: MINT })) };
  company = await testCompany({ market });
  await seedAgents(company.ctx.db);
  const version = (await listPolicies(company.ctx.db)).find(({ key }) => key === 'watched_wallets')?.version ?? 1;
  const value = {
    wallets: wallets.map((address, i) => ({ label: `whale ${i + 1}`, address })),
    min_wallets: 3,
    window_minutes: 60,
    min_usd: 500,
  };
  await writePolicy(company.ctx, { key: 'watched_wallets', value, version, changedBy: 'test', reason: 'to watch' });
});
afterAll(async () => {
  await company.close();
  await venue.close();
});

const methodOf = ({ text }: VenueRequest) => call.parse(JSON.parse(text ?? 'null')).method;
const look = () => followWallets(company.ctx, openNode(`${venue.url}/`));
const signals = () => company.ctx.db.signal.findMany();
const [a = '', b = '', c = '', d = ''] = wallets;

test('two whales, a failed purchase, a gift and a small purchase are no signal', async () => {
  buy(a, { tokens: 2000 });
  buy(b, { tokens: 3000 });
  buy(c, { tokens: 3000, err: { InstructionError: [0, 'Custom'] } });
  buy(d, { tokens: 100 });
  buy(d, { tokens: 9000, signs: false });
  await look();
  expect(await signals()).toEqual([]);
  expect(await company.ctx.db.walletSwap.count()).toBe(3);
});

test('a node that is silent, or does not have a transaction yet, loses nothing', async () => {
  const signature = buy(c, { tokens: 4000 });
  venue.faults.inject({ path: /getSignaturesForAddress/, moment: 'before', fault: { kind: 'drop' }, times: 4 });
  await look();
  withheld.add(signature);
  await look();
  expect(await signals()).toEqual([]);
  withheld.clear();
});

test('three whales buying are one signal, with their transactions, however often it is looked', async () => {
  for (let time = 0; time < 3; time += 1) await look();
  const [signal, ...others] = await signals();
  expect(others).toEqual([]);
  expect(signal).toMatchObject({ source: 'on-chain', token: 'JUP_USDC', signalType: 'buy', trust: 'untrusted' });
  expect(signal?.metadata).toEqual({
    wallets: ['whale 1', 'whale 2', 'whale 3'],
    transactions: ['sig0', 'sig1', 'sig5'],
    usd: '7200.00',
  });
});

test('what was looked at is not asked for again', async () => {
  asked.length = 0;
  await look();
  expect(asked.filter((one) => one.startsWith('getTransaction'))).toEqual([]);
});
