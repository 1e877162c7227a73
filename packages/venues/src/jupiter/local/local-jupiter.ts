import { TOKEN_PROGRAM, USDC, WRAPPED_SOL } from '@atc/core/desk/solana';
import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';
import { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from '../../local/index.ts';
import { type LocalChain, openChain, tokenOf } from './chain.ts';
import type { RawAccount } from './machine.ts';
import { answerNode, methodOf, type NodeFaults } from './nodes.ts';
import { CASH_DECIMALS, type Deceit, openPools, type PoolOptions, type Pools } from './pools.ts';

export interface LocalJupiterOptions extends Omit<PoolOptions, 'chain'> {
  /** What the wallet has at the start. */
  readonly cashUsd: number;
  /** Machine milliseconds a block. */
  readonly blockMs: number;
  /** Blocks that a blockhash is good for; on the main net 150. */
  readonly validBlocks: number;
}

export interface LocalJupiter extends LocalVenue {
  readonly chain: LocalChain;
  readonly pools: Pools;
  /** Every swap that landed and succeeded: its signature and how many base units of its token it moved. */
  swaps(): ReadonlyMap<string, bigint>;
  /** What the wallet holds, contract → quantity. */
  held(): ReadonlyMap<string, string>;
  /** What one of the nodes gets wrong from now on. */
  misbehave(node: 'a' | 'b', faults: NodeFaults): void;
  /** What every swap does from now on that nobody asked for; null ends it. */
  deceive(deceit: Deceit | null): void;
  /** What the shield says of a contract from now on. */
  warn(contract: string, warnings: readonly { readonly type: string; readonly severity: string }[]): void;
}

/** What the way from a node into a block is called, to aim faults at: what one befalls never lands. */
const LANDING = 'landing';
const SOL_USD = 150;
const SOL_DECIMALS = 9;
const CASH_UNITS = 1_000_000;

/**
 * A venue on this machine that speaks Jupiter's contract, and two Solana nodes of the chain on which its swaps happen.
 */
export async function openLocalJupiter(options: LocalJupiterOptions): Promise<LocalJupiter> {
  const chain = openChain(options);
  const pools = openPools({ ...options, chain });
  pools.fund(BigInt(Math.round(options.cashUsd * CASH_UNITS)));
  const wrong: Record<string, NodeFaults> = {};
  const warnings = new Map<string, readonly object[]>();
  const desk: Desk = { chain, pools, warnings, priceOf: options.priceOf, deceit: null };
  const loses = () => venue.faults.next(LANDING, 'before') !== null;
  const answer = (request: VenueRequest): VenueReply => {
    const node = /^\/node\/(a|b)$/.exec(request.path)?.[1];
    if (node) return answerNode({ chain, faults: wrong[node] ?? {}, loses }, request);
    return routes[request.path]?.(desk, request.query) ?? { status: 404, body: { error: 'not found' } };
  };
  const nameOf = (request: VenueRequest) =>
    request.path.startsWith('/node/') ? `${request.path}#${methodOf(request)}` : request.path;
  const venue = await serveVenue({ answer, nameOf });
  return {
    ...venue,
    chain,
    pools,
    swaps: () => swapsOf(options.wallet, chain),
    held: () => heldBy(options.wallet, { chain, pools }),
    misbehave: (node, faults) => {
      wrong[node] = faults;
    },
    deceive: (deceit) => {
      desk.deceit = deceit;
    },
    warn: (contract, said) => {
      const mint = pools.mintOf(contract)?.mint;
      if (mint) warnings.set(mint, said);
    },
  };
}

function swapsOf(wallet: string, chain: LocalChain): ReadonlyMap<string, bigint> {
  const unitsOf = (accounts: readonly (RawAccount | null)[]) =>
    accounts
      .map(tokenOf)
      .filter((token) => token?.owner === wallet && token.mint !== USDC)
      .reduce((sum, token) => sum + (token?.amount ?? 0n), 0n);
  const done = [...chain.landed].filter(([, { error }]) => error === null);
  return new Map(
    done.map(([signature, { before, after }]) => {
      const moved = unitsOf(after) - unitsOf(before);
      return [signature, moved < 0n ? -moved : moved] as const;
    }),
  );
}

function heldBy(wallet: string, { chain, pools }: Pick<Desk, 'chain' | 'pools'>): ReadonlyMap<string, string> {
  const accounts = chain.tokenAccountsOf(wallet, TOKEN_PROGRAM).map(tokenOf);
  return new Map(
    pools.tokens.flatMap(({ contract, mint, decimals }) => {
      const units = accounts.find((account) => account?.mint === mint)?.amount ?? 0n;
      return units > 0n ? [[contract, new Decimal(units.toString()).div(10 ** decimals).toFixed()] as const] : [];
    }),
  );
}

interface Desk {
  readonly chain: LocalChain;
  readonly pools: Pools;
  readonly warnings: ReadonlyMap<string, readonly object[]>;
  readonly priceOf: PoolOptions['priceOf'];
  deceit: Deceit | null;
}

const swapQuery = z.object({
  inputMint: z.string(),
  outputMint: z.string(),
  amount: z.string().regex(/^\d+$/).transform(BigInt),
  slippageBps: z.coerce.number().int().min(0).max(10_000).default(50),
});

const routes: Readonly<Record<string, (desk: Desk, query: Readonly<Record<string, string>>) => VenueReply>> = {
  '/swap/v2/build': build,
  '/swap/v2/order': ({ pools }, query) => {
    const asked = swapQuery.parse(query);
    const out = pools.quote(asked);
    if (out === null) return NO_ROUTE;
    return ok({ inAmount: asked.amount.toString(), outAmount: out.toString(), transaction: null });
  },
  '/ultra/v1/shield': ({ warnings }, { mints = '' }) =>
    ok({ warnings: Object.fromEntries(mints.split(',').map((mint) => [mint, warnings.get(mint) ?? []])) }),
  '/price/v3': (desk, { ids = '' }) => {
    const priced = ids.split(',').map((mint) => [mint, priceAt(desk, mint)] as const);
    // A token without a reliable price is left out.
    return ok(
      Object.fromEntries(
        priced.flatMap(([mint, usdPrice]) => (usdPrice ? [[mint, priceEntry(desk, { mint, usdPrice })]] : [])),
      ),
    );
  },
  '/tokens/v2/search': ({ pools }, { query = '' }) =>
    ok(query.split(',').flatMap((mint) => pools.tokens.filter((token) => token.mint === mint).map(describe))),
};

const TURNOVER_5M = { buyVolume: 1_200_000, sellVolume: 800_000, numBuys: 300, numSells: 200 };

const NO_ROUTE: VenueReply = { status: 400, body: { error: 'No routes found', errorCode: 'NO_ROUTES_FOUND' } };

function ok(body: unknown): VenueReply {
  return { status: 200, body };
}

function build({ chain, pools, deceit }: Desk, query: Readonly<Record<string, string>>): VenueReply {
  const asked = swapQuery.parse(query);
  const out = pools.quote(asked);
  if (out === null || out === 0n) return NO_ROUTE;
  const { hash, lastValid } = chain.blockhash();
  return ok({
    inputMint: asked.inputMint,
    outputMint: asked.outputMint,
    inAmount: asked.amount.toString(),
    outAmount: out.toString(),
    otherAmountThreshold: ((out * BigInt(10_000 - asked.slippageBps)) / 10_000n).toString(),
    slippageBps: asked.slippageBps,
    swapMode: 'ExactIn',
    ...pools.instructions(asked, out, deceit),
    addressesByLookupTableAddress: {},
    blockhashWithMetadata: { blockhash: [...hash], lastValidBlockHeight: lastValid },
  });
}

function describe({ contract, mint, decimals }: Pools['tokens'][number]) {
  const symbol = contract.split('_')[0];
  return { id: mint, name: symbol, symbol, decimals, holderCount: 100_000, isVerified: true, stats5m: TURNOVER_5M };
}

interface Priced {
  readonly mint: string;
  readonly usdPrice: number;
}

function priceEntry({ chain, pools }: Desk, { mint, usdPrice }: Priced) {
  const token = pools.tokens.find((listed) => listed.mint === mint);
  return {
    createdAt: '2024-06-05T08:55:25.527Z',
    liquidity: 1_000_000,
    usdPrice,
    blockId: chain.height(),
    decimals: token?.decimals ?? (mint === USDC ? CASH_DECIMALS : SOL_DECIMALS),
    priceChange24h: 0,
  };
}

function priceAt({ pools, priceOf }: Pick<Desk, 'pools' | 'priceOf'>, mint: string): number | null {
  if (mint === WRAPPED_SOL) return SOL_USD;
  if (mint === USDC) return 1;
  const token = pools.tokens.find((listed) => listed.mint === mint);
  return token ? priceOf(token.contract) : null;
}
