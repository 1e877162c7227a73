import { demandPolicy, type PolicyKey } from '../../../../company/policies/index.ts';
import { Decimal } from '../../../../kernel/money/index.ts';
import { mainNetRules } from '../context.ts';
import type { Check } from './check.ts';
import type { LiveFacts, NodeFact } from './live-facts.ts';

const MAIN_NET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
/** Enough for a hundred swaps with their priority fees and a few new token accounts. */
const LEAST_LAMPORTS = 20_000_000n;
const LAMPORTS_PER_SOL = 1_000_000_000;
/** The ledger's cash and the wallet's may differ by rounding only. */
const CASH_WITHIN_USD = new Decimal('0.01');

/**
 * Judges whether the company may trade real money, each check with what was seen. One that holds something already is
 * started whatever else is wrong, so that it can sell.
 */
export function judgeLive(facts: LiveFacts): readonly Check[] {
  const exposed = facts.openPositions > 0 || facts.openOrders > 0;
  const others = otherChecks(facts);
  return [accountCheck(facts), ...(exposed ? others.map(milder) : others)];
}

function milder(check: Check): Check {
  return check.outcome === 'failed'
    ? { ...check, outcome: 'warning', said: `${check.said} (it starts all the same: what is held must be sold)` }
    : check;
}

function otherChecks(facts: LiveFacts): readonly Check[] {
  return [
    policyCheck(facts),
    nodesCheck(facts.nodes),
    heightsCheck(facts.nodes),
    ...walletChecks(facts),
    ...marketChecks(facts),
    ...deskChecks(facts),
    {
      name: 'stops',
      outcome: 'warning',
      said: 'STOPS WORK ONLY WHILE THIS COMPANY RUNS: THE CHAIN HOLDS NONE FOR A WALLET. IF IT STOPS, NOTHING SELLS.',
    },
  ];
}

function check(name: string, passed: boolean, said: string): Check {
  return { name, outcome: passed ? 'ok' : 'failed', said };
}

function accountCheck({ account, confirmed, wallet }: LiveFacts): Check {
  return account.id === confirmed
    ? check('account', true, `LIVE_TRADING_CONFIRMED names the account ${account.id}`)
    : check('account', false, `set LIVE_TRADING_CONFIRMED=${account.id} to let it trade the wallet ${wallet}`);
}

function policyCheck({ policies }: LiveFacts): Check {
  const live = policies.values.live_trading;
  if (!live) return check('policy', false, `live_trading cannot be read: ${policies.faults.live_trading ?? 'missing'}`);
  return live.enabled
    ? check('policy', true, `live_trading is enabled; the first trade costs at most ${live.first_order_usd} USD`)
    : {
        name: 'policy',
        outcome: 'warning',
        said: 'live_trading is not enabled: nothing is bought before PUT /api/policies/live_trading enables it',
      };
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

function walletChecks({ wallet, lamports, cashUsd, account, policies, dailyUsd }: LiveFacts): readonly Check[] {
  const sol = lamports === null ? 'unknown' : (Number(lamports) / LAMPORTS_PER_SOL).toFixed(4);
  const least = policies.values.trade_limits?.min_position_usd ?? Number.POSITIVE_INFINITY;
  // Fees are paid in SOL, so that the USDC they are worth is still there.
  const books = account.cashUsd.add(account.feesUsd);
  const apart = cashUsd?.sub(books).abs() ?? null;
  return [
    check('wallet', true, wallet),
    check(
      'fees',
      lamports !== null && lamports >= LEAST_LAMPORTS,
      `${sol} SOL, at least ${Number(LEAST_LAMPORTS) / LAMPORTS_PER_SOL}`,
    ),
    check('cash', cashUsd?.gte(least) === true, `${cashUsd?.toFixed(2) ?? 'unknown'} USDC, at least ${least}`),
    {
      name: 'books',
      outcome: apart?.lte(CASH_WITHIN_USD) ? 'ok' : 'warning',
      said: `the ledger has ${books.toFixed(2)} USD, the wallet ${cashUsd?.toFixed(2) ?? 'unknown'} USDC`,
    },
    check('daily limit', dailyUsd >= least, `the signer lets ${dailyUsd} USD be spent a day (WALLET_DAILY_USD)`),
  ];
}

function marketChecks({ universe, priced, quote }: LiveFacts): readonly Check[] {
  const missing = universe.filter((contract) => !priced.includes(contract));
  return [
    {
      name: 'prices',
      outcome: priced.length === 0 ? 'failed' : missing.length > 0 ? 'warning' : 'ok',
      said: `${priced.length} of ${universe.length} tokens have a price now${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    },
    check(
      'quotes',
      quote !== null && quote > 0n,
      quote ? `10 USDC would bring ${quote} units of ${universe[0]}` : 'Jupiter gives no quote',
    ),
  ];
}

function deskChecks(facts: LiveFacts): readonly Check[] {
  const { policies, tradingState, openOrders, durable } = facts;
  const daily = policies.values.protections?.daily_loss_limit;
  const faulty: readonly PolicyKey[] = ['trade_limits', 'risk_controls', 'protections', 'universe'];
  const unread = faulty.filter((key) => policies.values[key] === undefined);
  const stopRequired = unread.length === 0 && demandPolicy(policies, 'risk_controls').stop_loss_required;
  return [
    check(
      'policies',
      unread.length === 0,
      unread.length === 0 ? 'all can be read' : `unreadable: ${unread.join(', ')}`,
    ),
    check('stop-loss', stopRequired, stopRequired ? 'no purchase without one' : 'risk_controls must require one'),
    check(
      'daily loss',
      daily?.enabled === true,
      daily?.enabled
        ? `buying stops at ${(daily.threshold * 100).toFixed(1)} % a day`
        : 'daily_loss_limit must be enabled',
    ),
    check('state', tradingState !== null, `trading is ${tradingState ?? 'unknown'}; halted stops every order`),
    {
      name: 'orders',
      outcome: openOrders === 0 ? 'ok' : 'warning',
      said: `${openOrders} orders whose end is not known${openOrders > 0 ? ': the chain is asked first' : ''}`,
    },
    check(
      'durability',
      durable.fsync && durable.synchronousCommit,
      durable.fsync && durable.synchronousCommit
        ? 'what is committed is on disk'
        : 'PostgreSQL must run with fsync and synchronous_commit on',
    ),
  ];
}
