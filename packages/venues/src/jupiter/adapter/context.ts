import type { SolanaNode } from '@atc/core/desk/solana';
import type { KernelContext } from '@atc/core/kernel';
import type { Signer } from '../signer/index.ts';
import type { JupiterApi } from './jupiter-api.ts';

export interface Token {
  readonly mint: string;
  readonly decimals: number;
}

export interface JupiterRules {
  /** No swap is held to have expired before it is this old (machine milliseconds). */
  readonly expiresAfterMs: number;
  /** How far apart the heights of two nodes may be to be believed. */
  readonly heightsWithin: number;
  /** How far a height must lie below its slot: a node that gives one for the other is not believed. */
  readonly slotAboveHeight: number;
  /** How long a call waits for a swap to land before its outcome is unknown. */
  readonly landWithinMs: number;
  readonly pollMs: number;
  readonly slippageBps: number;
  /** The most that an entry may lose to the price it was intended at, and on the way straight back out; fractions. */
  readonly worstEntry: number;
  readonly worstRoundTrip: number;
  /** The most that is bid for priority. */
  readonly priorityLamports: bigint;
}

/** What the rules are on the main net. */
export const mainNetRules: JupiterRules = {
  expiresAfterMs: 90_000,
  heightsWithin: 500,
  slotAboveHeight: 1_000_000,
  landWithinMs: 4000,
  pollMs: 1000,
  slippageBps: 100,
  worstEntry: 0.03,
  worstRoundTrip: 0.1,
  priorityLamports: 1_000_000n,
};

export interface JupiterContext extends Pick<KernelContext, 'db' | 'clock'> {
  readonly api: JupiterApi;
  /** At least two nodes of different providers: one alone may lie about heights. */
  readonly nodes: readonly [SolanaNode, SolanaNode, ...SolanaNode[]];
  readonly signer: Signer;
  /** What purchases are paid with. */
  readonly cash: Token;
  /** The token of a contract; null for one that is not traded here. */
  readonly tokenOf: (contract: string) => Promise<Token | null>;
  /** The instrument of a mint that the wallet holds; null for one that we do not know. */
  readonly instrumentOf: (mint: string) => Promise<{ readonly id: string; readonly decimals: number } | null>;
  readonly rules: JupiterRules;
}
