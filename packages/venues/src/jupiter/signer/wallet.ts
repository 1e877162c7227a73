import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isReadByOthers } from '@atc/core/kernel/config';
import { Keypair } from '@solana/web3.js';
import bs58 from 'bs58';
import { z } from 'zod';
import { KeystoreError, keystore, lockKeypair, unlockKeypair } from './keystore.ts';

const secretBytes = z.array(z.number().int().min(0).max(255)).length(64);

/** Makes a new wallet in an encrypted file and returns its address. A file that is there is never overwritten. */
export async function createWallet(file: string, passphrase: string): Promise<string> {
  return store(file, Keypair.generate(), passphrase);
}

/** Puts a secret key, as 64 bytes in JSON or in base58, into an encrypted file and returns the wallet's address. */
export async function importWallet(file: string, secret: string, passphrase: string): Promise<string> {
  return store(file, keypairOf(secret.trim()), passphrase);
}

/**
 * The wallet of an encrypted file. A file that others on this machine may read is refused: they could try passphrases
 * on it.
 */
export async function openWallet(file: string, passphrase: string): Promise<Keypair> {
  const locked = await read(file);
  if (isReadByOthers((await stat(file)).mode, process.platform))
    throw new KeystoreError(`others on this machine can read ${file} and try passphrases on it: chmod 600 it`);
  return unlockKeypair(locked, passphrase);
}

/** The address of an encrypted file's wallet; needs no passphrase. */
export async function walletAddress(file: string): Promise<string> {
  return (await read(file)).address;
}

async function store(file: string, wallet: Keypair, passphrase: string): Promise<string> {
  const locked = await lockKeypair(wallet, passphrase);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, `${JSON.stringify(locked, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (cause) {
    throw new KeystoreError(`${file} was not written; a wallet that is there is never overwritten`, { cause });
  }
  return locked.address;
}

async function read(file: string) {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new KeystoreError(`there is no wallet at ${file}`, { cause });
  });
  const parsed = z.string().transform(fromJson).pipe(keystore).safeParse(text);
  if (!parsed.success) throw new KeystoreError(`${file} is not a wallet's file`);
  return parsed.data;
}

function keypairOf(secret: string): Keypair {
  const bytes = secretBytes.safeParse(fromJson(secret));
  try {
    return Keypair.fromSecretKey(bytes.success ? Uint8Array.from(bytes.data) : bs58.decode(secret));
  } catch {
    // The cause would name the secret.
    throw new KeystoreError('that is not a secret key: 64 bytes in JSON or base58');
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
