import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { openNode, type SolanaNode, USDC } from '@atc/core/desk/solana';
import { Keypair } from '@solana/web3.js';
import type { JupiterContext, JupiterRules } from '../adapter/context.ts';
import { openJupiterApi } from '../adapter/jupiter-api.ts';
import { type JupiterBroker, openJupiterBroker } from '../adapter/jupiter-broker.ts';
import { openDailySpending, openLocalSigner } from '../signer/index.ts';
import { CASH_DECIMALS, listTokens, POOL, type PoolOptions } from './pools.ts';

export interface LocalBrokerOptions extends Pick<JupiterContext, 'db' | 'clock'>, Pick<PoolOptions, 'contracts'> {
  /** Where the local venue is; it may be another process. */
  readonly url: string;
  readonly wallet: Keypair;
  /** Where the signer counts what it spent. */
  readonly dir: string;
  readonly rules: JupiterRules;
}

const PACE = { requests: 100_000, windowMs: 1000 };
const NO_LIMIT = 10n ** 15n;

/** A wallet from the bytes of its key, for processes that are handed one. */
export function walletOf(secretKey: readonly number[]): Keypair {
  return Keypair.fromSecretKey(Uint8Array.from(secretKey));
}

/** The two nodes of a local venue. */
export function nodesAt(url: string): readonly [SolanaNode, SolanaNode] {
  return [openNode(`${url}/node/a`), openNode(`${url}/node/b`)];
}

/** The Jupiter broker and its signer as they trade on the real venue, on a local one. */
export function openLocalBroker({ db, clock, url, wallet, dir, contracts, rules }: LocalBrokerOptions): JupiterBroker {
  const [nodes, tokens] = [nodesAt(url), listTokens(contracts)];
  const spending = openDailySpending({ dir, limit: NO_LIMIT, now: () => clock.machineNow() });
  return openJupiterBroker({
    db,
    clock,
    rules,
    nodes,
    api: openJupiterApi({ baseUrl: url, apiKey: null, pace: PACE }),
    signer: openLocalSigner({
      wallet,
      nodes,
      counterparties: [POOL],
      spending: { ...spending, mint: USDC },
      lamportsAtMost: 5_000_000n,
    }),
    cash: { mint: USDC, decimals: CASH_DECIMALS },
    tokenOf: async (contract) => tokens.find((token) => token.contract === contract) ?? null,
    instrumentOf: async (mint) => {
      const token = tokens.find((listed) => listed.mint === mint);
      const [instrument] = token ? await findInstrumentsByContract(db, [token.contract]) : [];
      return instrument && token ? { id: instrument.id, decimals: token.decimals } : null;
    },
  });
}
