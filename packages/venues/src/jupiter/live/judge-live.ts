import { cashChecks, judgeDesk } from '@atc/core/desk/brokers';
import { type Check, check } from '@atc/core/desk/venue';
import { sayRatio } from '@atc/core/kernel/figures';
import { mainNetRules } from '../adapter/context.ts';
import type { LiveFacts, NodeFact } from './live-facts.ts';

const MAIN_NET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
/** Enough for a hundred swaps with their priority fees and a few new token accounts. */
const LEAST_LAMPORTS = 20_000_000n;
const LAMPORTS_PER_SOL = 1_000_000_000;

/** Judges whether the company may trade a wallet's money. */
export function judgeLive(facts: LiveFacts): readonly Check[] {
  const checks = [
    nodesCheck(facts.nodes),
    heightsCheck(facts.nodes),
    ...walletChecks(facts),
    ...marketChecks(facts),
    {
      name: 'stops',
      outcome: 'warning',
      said: 'STOPS WORK ONLY WHILE THIS COMPANY RUNS: THE CHAIN HOLDS NONE FOR A WALLET. IF IT STOPS, NOTHING SELLS.',
    } as const,
  ];
  return judgeDesk(facts, { what: `the wallet ${facts.wallet}`, checks });
}

function nodesCheck(nodes: readonly NodeFact[]): Check {
  const hosts = new Set(nodes.map(({ host, local }) => (local ? `${host} ${nodes.length}` : host)));
  const local = nodes.every((node) => node.local);
  const silent = nodes.filter(({ genesis }) => genesis === null).map(({ host }) => host);
  const strange = nodes.filter((node) => !node.local && node.genesis !== null && node.genesis !== MAIN_NET);
  if (nodes.length < 2 || (!local && hosts.size < 2))
    return check('nodes', false, 'SOLANA_RPC_URLS must name two nodes of different providers: one alone may lie');
  if (silent.length > 0) return check('nodes', false, `no answer from ${silent.join(', ')}`);
  if (strange.length > 0) return check('nodes', false, `${strange[0]?.host} is not on the main net`);
  return check('nodes', true, `${nodes.map(({ host }) => host).join(' and ')}${local ? ', on this machine' : ''}`);
}

function heightsCheck(nodes: readonly NodeFact[]): Check {
  const heights = nodes.map(({ height }) => height).filter((height) => height !== null);
  if (heights.length < nodes.length || heights.length === 0)
    return check('heights', false, 'a node does not tell its height');
  const [least, most] = [heights.reduce(lesser), heights.reduce(greater)];
  if (most - least > BigInt(mainNetRules.heightsWithin))
    return check('heights', false, `the nodes are ${most - least} blocks apart`);
  const confused = nodes.find(
    ({ local, slot, height }) => !local && (slot ?? 0n) - (height ?? 0n) < BigInt(mainNetRules.slotAboveHeight),
  );
  return confused
    ? check('heights', false, `${confused.host} gives its slot for its height`)
    : check('heights', true, `block ${most}, ${most - least} blocks apart`);
}

const lesser = (a: bigint, b: bigint) => (a < b ? a : b);
const greater = (a: bigint, b: bigint) => (a > b ? a : b);

function walletChecks(facts: LiveFacts): readonly Check[] {
  const { wallet, lamports, cashUsd, account, policies, dailyUsd } = facts;
  const sol = lamports === null ? 'unknown' : sayRatio(Number(lamports) / LAMPORTS_PER_SOL, 4);
  const least = policies.values.trade_limits?.min_position_usd ?? Number.POSITIVE_INFINITY;
  return [
    check('wallet', true, wallet),
    check(
      'fees',
      lamports !== null && lamports >= LEAST_LAMPORTS,
      `${sol} SOL, at least ${Number(LEAST_LAMPORTS) / LAMPORTS_PER_SOL}`,
    ),
    // Fees are paid in SOL, so that the USDC they are worth is still there.
    ...cashChecks(facts, { books: account.cashUsd.add(account.feesApartUsd), venue: cashUsd, unit: 'USDC' }),
    check('daily limit', dailyUsd >= least, `the signer lets ${dailyUsd} USD be spent a day (WALLET_DAILY_USD)`),
  ];
}

function marketChecks({ universe, priced, quote }: LiveFacts): readonly Check[] {
  const missing = universe.filter((contract) => !priced.includes(contract));
  return [
    {
      name: 'prices',
      outcome: priced.length === 0 ? 'failed' : missing.length > 0 ? 'warning' : 'ok',
      said:
        `${priced.length} of ${universe.length} tokens have a price ` +
        `now${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    },
    check(
      'quotes',
      quote !== null && quote > 0n,
      quote ? `10 USDC would bring ${quote} units of ${universe[0]}` : 'Jupiter gives no quote',
    ),
  ];
}
