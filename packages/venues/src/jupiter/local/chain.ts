import { readTokenAccount } from '@atc/core/desk/solana';
import { VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { openMachine, type Ran, type RawAccount } from './machine.ts';

/** A transaction that came to its end on the chain. */
export interface Landed extends Ran {
  readonly height: number;
}

export interface ChainOptions {
  /** Machine milliseconds a block. */
  readonly blockMs: number;
  /** Blocks that a blockhash is good for. */
  readonly validBlocks: number;
}

export type LocalChain = ReturnType<typeof openChain>;

const FIRST_HEIGHT = 1000;
/** Slots without a block: a slot is no height. */
export const SLOTS_AHEAD = 5000;

/**
 * A Solana chain in this process: transactions run in the real virtual machine. Blocks pass with time; what is sent
 * lands in the next one, if its blockhash is still good then.
 */
export function openChain({ blockMs, validBlocks }: ChainOptions) {
  const [machine, startedMs] = [openMachine(), performance.now()];
  const [landed, validUntil] = [new Map<string, Landed>(), new Map<string, number>()];
  const lost = new Set<string>();
  let [pending, skipped]: [Pending[], number] = [[], 0];
  const height = () => FIRST_HEIGHT + skipped + Math.floor((performance.now() - startedMs) / blockMs);
  /** Lets what was sent in past blocks land. */
  const pass = () => {
    const now = height();
    const due = pending.filter(({ landsAt }) => landsAt <= now);
    pending = pending.filter(({ landsAt }) => landsAt > now);
    const good = due.filter(({ blockhash, landsAt }) => landsAt <= (validUntil.get(blockhash) ?? 0));
    for (const one of good) landed.set(one.signature, { height: one.landsAt, ...machine.run(one.bytes) });
  };
  return {
    ...machine,
    /** Every transaction that landed, by signature. */
    landed,
    /** Signatures of those that never will. */
    lost,
    /** The height of now, with all in it that is due. */
    height: () => {
      pass();
      return height();
    },
    /** A blockhash of its own for each who asks, and the last height at which it is good. */
    blockhash: () => {
      const hash = machine.blockhash();
      const lastValid = height() + validBlocks;
      validUntil.set(hash, lastValid);
      return { hash: bs58.decode(hash), lastValid };
    },
    /** Takes a transaction for the next block, or loses it for ever, and returns its id, which does not say which. */
    send: (bytes: Buffer, loses: () => boolean): string => {
      const { signatures, message } = VersionedTransaction.deserialize(bytes);
      const signature = bs58.encode(signatures[0] ?? new Uint8Array());
      const taken = landed.has(signature) || pending.some((other) => other.signature === signature);
      if (taken || lost.has(signature)) return signature;
      if (loses()) lost.add(signature);
      else pending.push({ bytes, signature, blockhash: message.recentBlockhash, landsAt: height() + 1 });
      return signature;
    },
    passBlocks: (blocks: number) => {
      skipped += blocks;
    },
  };
}

interface Pending {
  readonly bytes: Buffer;
  readonly signature: string;
  readonly blockhash: string;
  readonly landsAt: number;
}

/** A token account's mint, owner and amount as the chain tells them of a transaction; null for another account. */
export function tokenOf(account: RawAccount | null) {
  return account ? readTokenAccount(account.program, account.data) : null;
}
