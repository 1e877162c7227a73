import { z } from 'zod';
import type { SolanaNode } from '../../desk/solana/index.ts';
import { type ChainTransaction, chainTransaction } from './moves.ts';

const PATIENCE_MS = 10_000;
const PAGE = 100;
/** A wallet that did more than this since the last look is a machine; its older transactions are left out. */
const PAGES = 3;

const signatures = z.array(
  z.object({ signature: z.string(), err: z.unknown(), blockTime: z.number().int().positive().nullish() }),
);

export interface NewSignature {
  readonly signature: string;
  readonly failed: boolean;
  /** The block's time, UTC milliseconds; 0 where the node does not know it. */
  readonly at: number;
}

export interface SignaturesWanted {
  readonly address: string;
  /** The newest that is known already; null for none. */
  readonly cursor: string | null;
}

/**
 * The final transactions of an address since the one that is known, oldest first. Throws where the node does not
 * answer.
 */
export async function listNewSignatures(
  node: SolanaNode,
  { address, cursor }: SignaturesWanted,
): Promise<readonly NewSignature[]> {
  const found: z.infer<typeof signatures> = [];
  for (let page = 0; page < PAGES; page += 1) {
    const before = found.at(-1)?.signature;
    const said = await node.call({
      method: 'getSignaturesForAddress',
      params: [
        address,
        { limit: PAGE, commitment: 'finalized', ...(cursor ? { until: cursor } : {}), ...(before ? { before } : {}) },
      ],
      result: signatures,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    found.push(...said);
    if (said.length < PAGE) break;
  }
  return found
    .reverse()
    .map(({ signature, err, blockTime }) => ({ signature, failed: err !== null, at: (blockTime ?? 0) * 1000 }));
}

/**
 * A final transaction, or null where the node cannot give it yet. Throws where it does not answer or what it says
 * cannot be read.
 */
export async function readTransaction(node: SolanaNode, signature: string): Promise<ChainTransaction | null> {
  return node.call({
    method: 'getTransaction',
    params: [signature, { encoding: 'json', commitment: 'finalized', maxSupportedTransactionVersion: 0 }],
    result: chainTransaction.nullable(),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}
