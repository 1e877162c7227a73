import { type PolicyValue, readPolicies } from '../../company/policies/index.ts';
import type { SolanaNode } from '../../desk/solana/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { ListedContract } from '../../market/index.ts';
import type { LoopContext } from '../context.ts';
import { recordSignal } from '../signals/index.ts';
import { type Crowd, crowdsOf } from './crowd.ts';
import { type ChainTransaction, movesOf } from './moves.ts';
import { listNewSignatures, readTransaction } from './read-chain.ts';
import { findCursor, insertSwap, listSwaps, saveCursor, wasSignalled } from './store.ts';

/** The name under which these signals are recorded and scored. */
const SOURCE = 'on-chain';

type Watching = PolicyValue<'watched_wallets'>;

/**
 * Looks at what the watched wallets have done on the chain since the last look, and signals tokens that several of them
 * bought or sold. A wallet's cursor moves in the transaction that stores what was seen, so that nothing is lost or
 * counted twice; a node that does not answer is asked again at the next look.
 */
export async function followWallets(ctx: LoopContext, node: SolanaNode): Promise<void> {
  const watching = (await readPolicies(ctx.db)).values.watched_wallets;
  if (!watching || watching.wallets.length === 0) return;
  for (const { address, label } of watching.wallets) {
    try {
      await followWallet(ctx, node, { address, watching });
    } catch (error) {
      ctx.log.warn({ wallet: label, error: errorText(error) }, 'a wallet was not looked at');
    }
  }
  await signalCrowds(ctx, watching);
}

interface Followed {
  readonly address: string;
  readonly watching: Watching;
}

async function followWallet(ctx: LoopContext, node: SolanaNode, { address, watching }: Followed): Promise<void> {
  const cursor = await findCursor(ctx.db, address);
  const since = ctx.clock.machineNow().getTime() - watching.window_minutes * MINUTE_MS;
  for (const { signature, failed, at } of await listNewSignatures(node, { address, cursor })) {
    const counts = !failed && at >= since;
    const transaction = counts ? await readTransaction(node, signature) : null;
    // Known by its signature and not yet to be had: it and all after it wait for the next look.
    if (counts && !transaction) return;
    await inTransaction(ctx.db, async (tx) => {
      for (const swap of transaction ? swapsIn(ctx, transaction, address) : [])
        await insertSwap(tx, { ...swap, wallet: address, signature });
      await saveCursor(tx, address, signature);
    });
  }
}

/** The swaps of tokens that the market lists and prices; what else a wallet trades is left alone. */
function swapsIn({ market, clock }: LoopContext, transaction: ChainTransaction, wallet: string) {
  const swappedAt = new Date(transaction.blockTime * 1000);
  return movesOf(transaction, wallet).flatMap(({ mint, side, units }) => {
    const listed = market.contracts().find((known) => known.mint === mint);
    const price = listed && market.price(listed.contract, clock.now())?.price;
    if (!listed || !price) return [];
    return [{ contract: listed.contract, side, units, usd: worth(listed, units, price), swappedAt }];
  });
}

function worth({ decimals }: ListedContract, units: bigint, price: number): Decimal {
  return new Decimal(units.toString())
    .div(new Decimal(10).pow(decimals))
    .mul(String(price))
    .toDecimalPlaces(8, Decimal.ROUND_DOWN);
}

async function signalCrowds(ctx: LoopContext, watching: Watching): Promise<void> {
  const windowMs = watching.window_minutes * MINUTE_MS;
  const now = ctx.clock.machineNow().getTime();
  const wallets = watching.wallets.map(({ address }) => address);
  const swaps = await listSwaps(ctx.db, { wallets, since: new Date(now - windowMs) });
  for (const crowd of crowdsOf(swaps, watching))
    await signal(ctx, watching, { crowd, period: Math.floor(now / windowMs) });
}

interface Crowded {
  readonly crowd: Crowd;
  /** One signal a token and side in each. */
  readonly period: number;
}

/**
 * What strangers do on a chain may be meant to be seen: the signal is an untrusted one, its evidence figures and the
 * operator's own labels.
 */
async function signal(ctx: LoopContext, watching: Watching, { crowd, period }: Crowded): Promise<void> {
  const { contract, side, wallets, signatures, usd } = crowd;
  const dedupeKey = `${SOURCE}|${contract}|${side}|${period}`;
  if (await wasSignalled(ctx.db, dedupeKey)) return;
  const labels = watching.wallets.filter(({ address }) => wallets.includes(address)).map(({ label }) => label);
  await recordSignal(ctx, {
    source: SOURCE,
    token: contract,
    signalType: side,
    trust: 'untrusted',
    dedupeKey,
    metadata: { wallets: labels, transactions: signatures.slice(0, 20), usd: plain(usd, 2) },
  });
}
