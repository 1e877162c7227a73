import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { CompanyError } from '@atc/core/kernel/errors';
import { Keypair } from '@solana/web3.js';
import { z } from 'zod';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);

/** A wallet's key, encrypted with a passphrase: scrypt makes the cipher's key, AES-256-GCM hides and seals. */
export const keystore = z.object({
  version: z.literal(1),
  address: z.string().min(32).max(44),
  kdf: z.object({
    name: z.literal('scrypt'),
    n: z.number().int().min(16_384).max(1_048_576),
    r: z.literal(8),
    p: z.literal(1),
    salt: hex,
  }),
  cipher: z.object({ name: z.literal('aes-256-gcm'), iv: hex, tag: hex.length(32), data: hex }),
});

export type Keystore = z.infer<typeof keystore>;

export class KeystoreError extends CompanyError {
  override readonly name = 'KeystoreError';

  constructor(message: string, options?: ErrorOptions) {
    super('keystore', message, options);
  }
}

/** Machine work of one guess: about a second, 128 MB. */
const WORK = 131_072;
const KEY_BYTES = 32;
const SHORTEST_PASSPHRASE = 12;

/** Encrypts a wallet. Refuses a passphrase under 12 characters. */
export async function lockKeypair(wallet: Keypair, passphrase: string): Promise<Keystore> {
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new KeystoreError(`the passphrase needs at least ${SHORTEST_PASSPHRASE} characters`);
  const [salt, iv] = [randomBytes(32), randomBytes(12)];
  const address = wallet.publicKey.toBase58();
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt, WORK), iv);
  // The address is sealed with the key: a file of another wallet cannot pass for this one.
  cipher.setAAD(Buffer.from(address));
  const data = Buffer.concat([cipher.update(wallet.secretKey), cipher.final()]);
  return {
    version: 1,
    address,
    kdf: { name: 'scrypt', n: WORK, r: 8, p: 1, salt: salt.toString('hex') },
    cipher: {
      name: 'aes-256-gcm',
      iv: iv.toString('hex'),
      tag: cipher.getAuthTag().toString('hex'),
      data: data.toString('hex'),
    },
  };
}

/**
 * Decrypts a wallet. Throws a `KeystoreError` when the passphrase is wrong or the file was changed; it does not say
 * which.
 */
export async function unlockKeypair({ address, kdf, cipher }: Keystore, passphrase: string): Promise<Keypair> {
  const key = await stretch(passphrase, Buffer.from(kdf.salt, 'hex'), kdf.n);
  const opened = createDecipheriv('aes-256-gcm', key, Buffer.from(cipher.iv, 'hex'));
  opened.setAAD(Buffer.from(address));
  opened.setAuthTag(Buffer.from(cipher.tag, 'hex'));
  try {
    const secret = Buffer.concat([opened.update(Buffer.from(cipher.data, 'hex')), opened.final()]);
    return Keypair.fromSecretKey(secret);
  } catch (cause) {
    throw new KeystoreError('the wallet does not open: wrong passphrase, or its file was changed', { cause });
  }
}

function stretch(passphrase: string, salt: Buffer, n: number): Promise<Buffer> {
  return new Promise((done, fail) => {
    const work = { N: n, r: 8, p: 1, maxmem: 256 * n * 8 };
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, work, (error, key) => (error ? fail(error) : done(key)));
  });
}
