import {
  type ChainAccount,
  NodeSilentError,
  readAccounts,
  readTokenAccounts,
  type SolanaNode,
  simulate,
  TOKEN_PROGRAMS,
  tokenAddress,
} from '@atc/core/desk/solana';
import { AddressLookupTableAccount, type Keypair, type VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import type { DailySpending } from './daily-spending.ts';
import { effectFault } from './effect.ts';
import { formFault, type SignerRules } from './policy.ts';
import type { Signer, SigningAnswer, SigningRequest, SwapIntent } from './signer.ts';
import { readTransaction, type SeenTransaction, seen } from './transaction.ts';

export interface LocalSignerOptions {
  readonly wallet: Keypair;
  /** The signer's own view of the chain: the first that answers is asked everything about a transaction. */
  readonly nodes: readonly [SolanaNode, ...SolanaNode[]];
  readonly counterparties?: SignerRules['counterparties'];
  /** The token that purchases are paid with, and how much of it may be spent a day. Sales are never refused for it. */
  readonly spending: DailySpending & { readonly mint: string };
  /** What one transaction may cost in lamports, whatever is intended. */
  readonly lamportsAtMost: bigint;
}

/**
 * A signer that holds the key in this process. It signs what calls known programs only, is paid for by us, pays nobody
 * out, stays under the day's limit, and when tried does to our balances what was intended and no more.
 */
export function openLocalSigner(options: LocalSignerOptions): Signer {
  const address = options.wallet.publicKey.toBase58();
  return { address, sign: (request) => sign(options, address, request) };
}

async function sign(options: LocalSignerOptions, owner: string, request: SigningRequest): Promise<SigningAnswer> {
  const transaction = readTransaction(request.transaction);
  if (!transaction) return refused('it is not a versioned transaction');
  const read = seen(transaction);
  const fault =
    intentFault(options, request.intent) ??
    formFault(read, { owner, counterparties: options.counterparties ?? [] }) ??
    (await triedFault(options, { ...request, owner, read })) ??
    (await limitFault(options, request.intent));
  return fault ? refused(fault) : signedBy(options.wallet, transaction);
}

function intentFault({ lamportsAtMost }: LocalSignerOptions, intent: SwapIntent): string | null {
  if (intent.lamportsAtMost > lamportsAtMost) return `more than ${lamportsAtMost} lamports are meant to be spent on it`;
  if (intent.receive.atLeast <= 0n) return 'nothing is meant to come of it';
  return intent.spend.mint === intent.receive.mint ? 'a token is meant to be swapped for itself' : null;
}

interface Trial extends SigningRequest {
  readonly owner: string;
  readonly read: SeenTransaction;
}

async function triedFault({ nodes }: LocalSignerOptions, trial: Trial): Promise<string | null> {
  for (const node of nodes.slice(0, -1)) {
    try {
      return await tryOn(node, trial);
    } catch (error) {
      if (!(error instanceof NodeSilentError) || trial.signal?.aborted) throw error;
    }
  }
  return tryOn(nodes.at(-1) ?? nodes[0], trial);
}

// All of it on one node: two may show the chain at different times.
async function tryOn(node: SolanaNode, { owner, transaction, intent, read, signal }: Trial): Promise<string | null> {
  const [held, looked] = await Promise.all([
    readTokenAccounts(node, owner, signal),
    lookUp(node, read.lookupTables, signal),
  ]);
  if (!looked) return 'a lookup table it uses cannot be read';
  const named = new Set([...read.accounts, ...looked]);
  const own = [intent.spend.mint, intent.receive.mint].flatMap((mint) =>
    TOKEN_PROGRAMS.map((program) => tokenAddress(owner, mint, program)),
  );
  const addresses = [owner, ...new Set([...held.keys(), ...own].filter((address) => named.has(address)))];
  const before = await readAccounts(node, addresses, signal);
  const after = await simulate(node, { transaction, addresses }, signal);
  // Another swap of this wallet that lands in between would count as an effect of this one.
  if (!sameBalances(before, await readAccounts(node, addresses, signal)))
    throw new NodeSilentError('the balances changed while a transaction was tried');
  if (after.error) return `tried, it fails: ${after.error}`;
  if (before.length !== addresses.length || after.accounts.length !== addresses.length)
    return 'the node does not tell what it would do';
  const tried = addresses.map((address, i) => ({
    address,
    before: before[i] ?? null,
    after: after.accounts[i] ?? null,
  }));
  return effectFault({ owner, tried, intent });
}

function sameBalances(some: readonly (ChainAccount | null)[], others: readonly (ChainAccount | null)[]): boolean {
  const balanceOf = (account?: ChainAccount | null) => `${account?.lamports} ${account?.token?.amount}`;
  return some.every((account, i) => balanceOf(account) === balanceOf(others[i]));
}

/** The accounts that a transaction takes from lookup tables; null where one cannot be read. */
async function lookUp(
  node: SolanaNode,
  tables: SeenTransaction['lookupTables'],
  signal?: AbortSignal,
): Promise<readonly string[] | null> {
  const accounts = await readAccounts(
    node,
    tables.map(({ table }) => table),
    signal,
  );
  const found = tables.map(({ entries }, i) => {
    const data = accounts[i]?.data;
    const addresses = data ? AddressLookupTableAccount.deserialize(data).addresses : [];
    return entries.map((entry) => addresses[entry]?.toBase58() ?? null);
  });
  const all = found.flat();
  return all.includes(null) ? null : all.filter((address) => address !== null);
}

async function limitFault({ spending }: LocalSignerOptions, { spend }: SwapIntent): Promise<string | null> {
  if (spend.mint !== spending.mint) return null;
  return (await spending.take(spend.atMost)) ? null : "the wallet's limit of the day is reached";
}

function signedBy(wallet: Keypair, transaction: VersionedTransaction): SigningAnswer {
  transaction.sign([wallet]);
  const [first] = transaction.signatures;
  return first
    ? { kind: 'signed', bytes: transaction.serialize(), signature: bs58.encode(first) }
    : refused('it has no place for a signature');
}

function refused(reason: string): SigningAnswer {
  return { kind: 'refused', reason: `the signer refuses: ${reason}` };
}
