import { z } from 'zod';

// What is read of `getTransaction` with `json` encoding: unknown fields pass, missing ones fail.

const units = z.string().regex(/^\d+$/).transform(BigInt);
const lamports = z.number().int().nonnegative().transform(BigInt);
const balance = z.object({
  mint: z.string(),
  owner: z.string().nullish(),
  uiTokenAmount: z.object({ amount: units }),
});

export const chainTransaction = z.object({
  blockTime: z.number().int().positive(),
  meta: z.object({
    err: z.unknown(),
    fee: lamports,
    preBalances: z.array(lamports),
    postBalances: z.array(lamports),
    preTokenBalances: z.array(balance),
    postTokenBalances: z.array(balance),
  }),
  transaction: z.object({
    message: z.object({
      accountKeys: z.array(z.string()),
      header: z.object({ numRequiredSignatures: z.number().int() }),
    }),
  }),
});

export type ChainTransaction = z.infer<typeof chainTransaction>;

/** A token that a wallet swapped: how much of it came in or went out, in base units. */
export interface Move {
  readonly side: 'buy' | 'sell';
  readonly mint: string;
  readonly units: bigint;
}

const SOL = 'So11111111111111111111111111111111111111112';
/** What others are paid with: the dollar tokens and SOL. */
const DOLLARS: readonly string[] = [
  'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
  'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
];
/** SOL that moves beside a swap: the rent of new accounts, tips. Only more than this is a payment. */
const ASIDE_LAMPORTS = 5_000_000n;

/**
 * What a wallet swapped in a transaction that it signed: a token against dollars or SOL, or one token against another.
 * Nothing of a failed transaction, a transfer, an airdrop, dollars against SOL, or more than two tokens at once.
 */
export function movesOf({ meta, transaction }: ChainTransaction, wallet: string): readonly Move[] {
  const { accountKeys, header } = transaction.message;
  const index = accountKeys.indexOf(wallet);
  if (meta.err !== null || index === -1 || index >= header.numRequiredSignatures) return [];
  const changes = tokenChanges(meta, wallet);
  const before = meta.preBalances[index] ?? 0n;
  const sol = (meta.postBalances[index] ?? 0n) - before + (index === 0 ? meta.fee : 0n) + (changes.get(SOL) ?? 0n);
  const dollars = DOLLARS.reduce((sum, mint) => sum + (changes.get(mint) ?? 0n), 0n);
  const tokens = [...changes].filter(([mint, change]) => mint !== SOL && !DOLLARS.includes(mint) && change !== 0n);
  const [gained, lost] = [tokens.filter(([, change]) => change > 0n), tokens.filter(([, change]) => change < 0n)];
  if (gained.length > 1 || lost.length > 1) return [];
  const paid = dollars < 0n || sol < -ASIDE_LAMPORTS || lost.length === 1;
  const received = dollars > 0n || sol > ASIDE_LAMPORTS || gained.length === 1;
  return [
    ...gained.flatMap(([mint, change]) => (paid ? [{ side: 'buy' as const, mint, units: change }] : [])),
    ...lost.flatMap(([mint, change]) => (received ? [{ side: 'sell' as const, mint, units: -change }] : [])),
  ];
}

function tokenChanges(meta: ChainTransaction['meta'], wallet: string): ReadonlyMap<string, bigint> {
  const changes = new Map<string, bigint>();
  const add = (rows: ChainTransaction['meta']['preTokenBalances'], sign: bigint) => {
    for (const { mint, owner, uiTokenAmount } of rows)
      if (owner === wallet) changes.set(mint, (changes.get(mint) ?? 0n) + sign * uiTokenAmount.amount);
  };
  add(meta.preTokenBalances, -1n);
  add(meta.postTokenBalances, 1n);
  return changes;
}
