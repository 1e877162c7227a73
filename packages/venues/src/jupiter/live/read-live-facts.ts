import { readDeskFacts } from '@atc/core/desk/brokers';
import { anyOf, readAccounts, readTokenAccounts, type SolanaNode } from '@atc/core/desk/solana';
import type { LiveQuestion } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { Market } from '@atc/core/market';
import { z } from 'zod';
import { prices, quoted } from '../adapter/wire.ts';
import type { LiveFacts, NodeFact } from './live-facts.ts';
import { CASH, type LiveDesk } from './open-live-desk.ts';

/** What the wallet holds in USDC; null where no node says. */
export async function readWalletCash(live: LiveDesk): Promise<Decimal | null> {
  return (await readMoney(live, AbortSignal.timeout(PATIENCE_MS))).cashUsd;
}

const PATIENCE_MS = 10_000;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;
const TEN_USDC = '10000000';
/** Jupiter prices so many tokens in one answer. */
const PRICED_AT_ONCE = 50;

export interface WalletQuestion extends LiveQuestion {
  readonly live: LiveDesk;
  readonly dailyUsd: number;
}

/** Asks nodes, Jupiter and the database what the preflight looks at; what does not answer in time is not known. */
export async function readLiveFacts({ live, dailyUsd, ...question }: WalletQuestion): Promise<LiveFacts> {
  const { market } = question;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const desk = await readDeskFacts(question);
  const { universe } = desk;
  const [nodes, money, priced, quote] = await Promise.all([
    Promise.all(live.nodes.map((node) => readNode(node, signal))),
    readMoney(live, signal),
    listPriced(live, { market, universe, signal }),
    readQuote(live, { market, universe, signal }),
  ]);
  return { ...desk, wallet: live.wallet, dailyUsd, nodes, ...money, priced, quote };
}

const count = z.number().int().nonnegative().transform(BigInt);

async function readNode(node: SolanaNode, signal: AbortSignal): Promise<NodeFact> {
  const host = new URL(node.url).hostname;
  const ask = <T>(method: string, result: z.ZodType<T>, params: readonly unknown[] = []) =>
    orNull(node.call({ method, params, result, signal }));
  const [genesis, height, slot] = await Promise.all([
    ask('getGenesisHash', z.string()),
    ask('getBlockHeight', count, [{ commitment: 'finalized' }]),
    ask('getSlot', count, [{ commitment: 'finalized' }]),
  ]);
  return { host, local: LOOPBACK.test(host), genesis, height, slot };
}

async function readMoney({ nodes, wallet }: LiveDesk, signal: AbortSignal) {
  const node = anyOf(nodes);
  const [accounts, tokens] = await Promise.all([
    orNull(readAccounts(node, [wallet], signal)),
    orNull(readTokenAccounts(node, wallet, signal)),
  ]);
  const units = [...(tokens?.values() ?? [])]
    .filter(({ mint }) => mint === CASH.mint)
    .reduce((sum, { amount }) => sum + amount, 0n);
  return {
    lamports: accounts && (accounts[0]?.lamports ?? 0n),
    cashUsd: tokens && new Decimal(units.toString()).div(10 ** CASH.decimals),
  };
}

interface Priced {
  readonly market: Market;
  readonly universe: readonly string[];
  readonly signal: AbortSignal;
}

async function listPriced({ api }: LiveDesk, { market, universe, signal }: Priced): Promise<readonly string[]> {
  const tokens = market.contracts().filter(({ contract, mint }) => mint && universe.includes(contract));
  const known = new Set<string>();
  for (let from = 0; from < tokens.length; from += PRICED_AT_ONCE) {
    const ids = tokens.slice(from, from + PRICED_AT_ONCE).map(({ mint }) => mint);
    const said = await orNull(api.ask({ path: '/price/v3', query: { ids: ids.join(',') }, answer: prices, signal }));
    for (const mint of said?.ok ? Object.keys(said.value) : []) known.add(mint);
  }
  return tokens.flatMap(({ contract, mint }) => (mint && known.has(mint) ? [contract] : []));
}

async function readQuote({ api }: LiveDesk, { market, universe, signal }: Priced): Promise<bigint | null> {
  const outputMint = market.contracts().find(({ contract, mint }) => mint && universe.includes(contract))?.mint;
  if (!outputMint) return null;
  const query = { inputMint: CASH.mint, outputMint, amount: TEN_USDC };
  const said = await orNull(api.ask({ path: '/swap/v2/order', query, answer: quoted, signal }));
  return said?.ok ? said.value.outAmount : null;
}

/** Whoever does not answer is not known. */
function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}
