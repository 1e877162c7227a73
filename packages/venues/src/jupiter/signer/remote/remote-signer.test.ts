import { USDC, WRAPPED_SOL } from '@atc/core/desk/solana';
import { Keypair, PublicKey, TransactionMessage, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { afterEach, expect, test } from 'vitest';
import { openRemoteSigner, type Signer, type SignerServer, type SigningRequest, serveSigner } from '../index.ts';

const TOKEN = 'a token that only the two of them know';
const [wallet, other] = [Keypair.generate(), Keypair.generate()];
let server: SignerServer | undefined;
afterEach(() => server?.close());

const unsigned = (payer = wallet) =>
  new VersionedTransaction(
    new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: [],
    }).compileToV0Message(),
  );

const request: SigningRequest = {
  transaction: unsigned().serialize(),
  intent: {
    spend: { mint: USDC, atMost: 2n ** 63n },
    receive: { mint: WRAPPED_SOL, atLeast: 1n },
    lamportsAtMost: 5000n,
  },
};

function signedBy(signer: Keypair, transaction = unsigned()): Uint8Array {
  transaction.sign([signer]);
  return transaction.serialize();
}

/** A remote signer whose process answers so. */
async function remote(sign: Signer['sign'], token = TOKEN): Promise<Signer> {
  const signer = { address: wallet.publicKey.toBase58(), sign };
  server = await serveSigner({ signer, token: TOKEN, host: '127.0.0.1', port: 0 });
  return openRemoteSigner({ url: server.url, token });
}

test('what is asked arrives as it was meant, to the last unit, and comes back signed', async () => {
  const asked: SigningRequest[] = [];
  const signer = await remote(async (wanted) => {
    asked.push(wanted);
    return { kind: 'signed', bytes: signedBy(wallet), signature: 'unread' };
  });
  const answer = await signer.sign(request);
  if (answer.kind !== 'signed') throw new Error(answer.reason);
  expect(answer.signature).toBe(bs58.encode(VersionedTransaction.deserialize(answer.bytes).signatures[0] ?? []));
  expect(asked).toEqual([{ intent: request.intent, transaction: Uint8Array.from(request.transaction) }]);
});

test('a refusal is passed on in its words', async () => {
  const signer = await remote(async () => ({ kind: 'refused', reason: 'the day’s limit' }));
  expect(await signer.sign(request)).toEqual({ kind: 'refused', reason: 'the day’s limit' });
});

test.each([
  ['a transaction of somebody else', signedBy(other, unsigned(other))],
  ['a signature that is none', unsigned().serialize()],
  ['bytes that are no transaction', Uint8Array.from([1, 2, 3])],
])('%s is not taken for an answer', async (_, bytes) => {
  const signer = await remote(async () => ({ kind: 'signed', bytes, signature: 'claimed' }));
  expect(await signer.sign(request)).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('another transaction'),
  });
});

test('who does not know the token learns nothing, not even the address', async () => {
  await expect(
    remote(async () => ({ kind: 'refused', reason: '' }), 'another token of the same length!!!!'),
  ).rejects.toThrow('401');
});

test('a signer that is gone is silence, not a refusal', async () => {
  const signer = await remote(async () => ({ kind: 'refused', reason: '' }));
  await server?.close();
  await expect(signer.sign(request)).rejects.toThrow('cannot be asked');
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['an unknown field', '{"transaction":"AA==","intent":{},"x":1}'],
  ['too much', JSON.stringify({ transaction: 'A'.repeat(20_000) })],
])('%s is no signing request', async (_, body) => {
  await remote(async () => ({ kind: 'refused', reason: '' }));
  const response = await fetch(`${server?.url}/sign`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body,
  });
  expect(response.status).toBe(400);
});
