import { newId } from '@atc/core/kernel/db';
import { type TestDesk, testDesk } from '@atc/core/testing/desk';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openQuotes } from './prices/quotes.ts';
import { commitOrder, type JupiterStage, jupiterStage } from './testing/jupiter-stage.ts';
import { officialFilesAreThere, readOfficialApi } from './testing/official-api.ts';

interface Exchange {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly status: number;
  readonly body: unknown;
}

const CONTRACT = 'WIF_USDT';
const PRICE = 1.2345;
const there = test.runIf(officialFilesAreThere);
let desk: TestDesk;
let stage: JupiterStage;
let instrumentId: string;
let exchanges: Exchange[] = [];
const ask = globalThis.fetch;

beforeAll(async () => {
  desk = await testDesk({ connections: 12 });
  instrumentId = await desk.addInstrument('WIF');
  stage = await jupiterStage({ db: desk.db, clock: desk.ctx.clock, contracts: [CONTRACT], priceOf: () => PRICE });
  globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    const answer = await ask(input, init);
    const asked = { path: url.pathname, query: Object.fromEntries(url.searchParams), status: answer.status };
    if ((init?.method ?? 'GET') === 'GET') exchanges.push({ ...asked, body: await answer.clone().json() });
    return answer;
  };
});
beforeEach(() => {
  exchanges = [];
});
afterAll(async () => {
  globalThis.fetch = ask;
  await stage.close();
  await desk.close();
});

async function trade(change: { readonly side: 'buy' | 'sell'; readonly amount: string }): Promise<string> {
  const body = {
    clientOrderId: newId().replaceAll('-', ''),
    accountId: desk.accountId,
    instrumentId,
    contract: CONTRACT,
    side: change.side,
    type: 'market',
    spendUsd: change.side === 'buy' ? change.amount : null,
    quantity: change.side === 'sell' ? change.amount : null,
    refPrice: String(PRICE),
    triggerPrice: null,
    decimals: 6,
  } as const;
  await commitOrder(desk.db, body);
  const { status, fills } = await stage.broker.place(body);
  expect(status).toBe('filled');
  return fills[0]?.quantity.toFixed() ?? '';
}

function faultsIn(seen: readonly Exchange[]): readonly string[] {
  const official = readOfficialApi();
  return seen.flatMap(({ path, query, status, body }) => {
    const question = official.get(path);
    if (!question) return [`${path} is no path of Jupiter’s`];
    const faults = [...question.queryFaults(query), ...(status === 200 ? question.answerFaults(body) : [])];
    return faults.map((fault) => `${path}: ${fault}`);
  });
}

there(
  'what a purchase and its sale ask of Jupiter, and what the local one answers, is as Jupiter’s files say',
  async () => {
    const quantity = await trade({ side: 'buy', amount: '50' });
    await trade({ side: 'sell', amount: quantity });
    expect(faultsIn(exchanges)).toEqual([]);
    expect([...new Set(exchanges.map(({ path }) => path))].sort()).toEqual([
      '/price/v3',
      '/swap/v2/build',
      '/swap/v2/order',
      '/ultra/v1/shield',
    ]);
  },
);

there('what the live market asks, and what it is answered, is as Jupiter’s files say', async () => {
  const quotes = openQuotes({ jupiter: { url: stage.venue.url, apiKey: 'test' } });
  const mint = stage.venue.pools.mintOf(CONTRACT)?.mint ?? '';
  await quotes.prices([mint]);
  await quotes.tokens([mint]);
  expect(faultsIn(exchanges)).toEqual([]);
  expect(exchanges.map(({ path }) => path)).toEqual(['/price/v3', '/tokens/v2/search']);
});

there('a question that Jupiter’s files do not know, and an answer that is otherwise, are found', () => {
  const query = { inputMint: 'a', outputMint: 'b', amount: '1', slippageBps: '20000', hurry: 'yes' };
  const body = { inAmount: 5, swapInstruction: { programId: 'p', accounts: [] } };
  const found = faultsIn([{ path: '/swap/v2/build', query, status: 200, body }]).join('\n');
  expect(found).toMatch(/hurry is unknown\n.*taker is missing\n.*slippageBps must be/);
  expect(found).toMatch(/inAmount must be string\n.*swapInstruction must have required property 'data'/);
  expect(faultsIn([{ path: '/swap/v1/quote', query, status: 200, body }])).toEqual([
    '/swap/v1/quote is no path of Jupiter’s',
  ]);
});
