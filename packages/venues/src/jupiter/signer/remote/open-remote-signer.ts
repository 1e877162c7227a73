import { createPublicKey, verify } from 'node:crypto';
import { NodeSilentError } from '@atc/core/desk/solana';
import { errorText } from '@atc/core/kernel/errors';
import { PublicKey, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import type { z } from 'zod';
import type { Signer, SigningAnswer, SigningRequest } from '../signer.ts';
import { addressAnswer, signingAnswer } from './wire.ts';

export interface RemoteSignerOptions {
  readonly url: string;
  readonly token: string;
}

const PATIENCE_MS = 15_000;

/**
 * A signer in another process, such as `npm run signer`: this one never holds the key. What comes back is believed only
 * when it is the very transaction that was asked for, validly signed by its wallet. Throws where it does not answer.
 */
export async function openRemoteSigner(options: RemoteSignerOptions): Promise<Signer> {
  const { address } = await ask(options, { path: '/address', answer: addressAnswer });
  return { address, sign: (request) => sign(options, address, request) };
}

async function sign(options: RemoteSignerOptions, address: string, request: SigningRequest): Promise<SigningAnswer> {
  const { transaction, intent, signal } = request;
  const said = await ask(options, {
    path: '/sign',
    answer: signingAnswer,
    body: {
      transaction: Buffer.from(transaction).toString('base64'),
      intent: {
        spend: { mint: intent.spend.mint, atMost: String(intent.spend.atMost) },
        receive: { mint: intent.receive.mint, atLeast: String(intent.receive.atLeast) },
        lamportsAtMost: String(intent.lamportsAtMost),
      },
    },
    signal,
  });
  if (said.kind === 'refused') return said;
  const signature = signatureOf(said.bytes, { transaction, address });
  return signature === null
    ? { kind: 'refused', reason: 'the signer gave back another transaction, or one that its wallet has not signed' }
    : { kind: 'signed', bytes: said.bytes, signature };
}

interface Wanted {
  readonly transaction: Uint8Array;
  readonly address: string;
}

/** The signature of what was asked for; null when the bytes are anything else. */
function signatureOf(bytes: Uint8Array, { transaction, address }: Wanted): string | null {
  try {
    const [asked, got] = [transaction, bytes].map((raw) => VersionedTransaction.deserialize(raw));
    const message = got?.message.serialize();
    const [signature] = got?.signatures ?? [];
    if (!asked || !message || !signature || got?.signatures.length !== 1) return null;
    const same = Buffer.compare(asked.message.serialize(), message) === 0;
    return same && verify(null, message, keyOf(address), signature) ? bs58.encode(signature) : null;
  } catch {
    return null;
  }
}

function keyOf(address: string) {
  const x = Buffer.from(new PublicKey(address).toBytes()).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

interface Question<T> {
  readonly path: string;
  readonly answer: z.ZodType<T>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

async function ask<T>({ url, token }: RemoteSignerOptions, question: Question<T>): Promise<T> {
  const { path, answer, body, signal } = question;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return answer.parse(await response.json());
  } catch (cause) {
    throw new NodeSilentError(`the signer cannot be asked: ${errorText(cause)}`, { cause });
  }
}
