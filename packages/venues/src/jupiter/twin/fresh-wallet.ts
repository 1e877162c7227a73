import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keypair } from '@solana/web3.js';
import { createWallet, openWallet } from '../signer/index.ts';

export interface FreshWallet {
  readonly wallet: Keypair;
  readonly address: string;
  /** Where its signer counts what it spent. */
  readonly dir: string;
  /** Forgets it. */
  remove(): Promise<void>;
}

const PASSPHRASE = 'only for a venue on this machine';

/** A wallet in a folder of its own, made now. */
export async function freshWallet(): Promise<FreshWallet> {
  const dir = await mkdtemp(join(tmpdir(), 'local-wallet-'));
  const file = join(dir, 'wallet.json');
  await createWallet(file, PASSPHRASE);
  const wallet = await openWallet(file, PASSPHRASE);
  const remove = () => rm(dir, { recursive: true, force: true });
  return { wallet, address: wallet.publicKey.toBase58(), dir, remove };
}
