import { z } from 'zod';
import type { SolanaNode } from './rpc.ts';
import { readTokenAccount, TOKEN_PROGRAMS, type TokenAccount } from './token-account.ts';

const lamports = z.number().int().nonnegative().transform(BigInt);
const bytes = z.tuple([z.string(), z.literal('base64')]).transform(([text]) => Buffer.from(text, 'base64'));
const account = z.object({ lamports, owner: z.string(), data: bytes }).nullable();
const inSlot = <T extends z.ZodType>(value: T) => z.object({ context: z.object({ slot: z.number() }), value });

const accounts = inSlot(z.array(account));
const ownedAccounts = inSlot(z.array(z.object({ pubkey: z.string(), account })));
const simulation = inSlot(
  z.object({
    err: z.unknown(),
    accounts: z.array(account).nullish(),
    unitsConsumed: z.number().int().nullish(),
  }),
);

/** An account as it stands on the chain; a token account is read already. */
export interface ChainAccount {
  readonly lamports: bigint;
  readonly program: string;
  readonly data: Buffer;
  readonly token: TokenAccount | null;
}

export interface Simulated {
  /** Why it would fail; null when it would not. */
  readonly error: string | null;
  /** The accounts asked for, as they would stand afterwards. */
  readonly accounts: readonly (ChainAccount | null)[];
  readonly unitsConsumed: number;
}

const CONFIRMED = { encoding: 'base64', commitment: 'confirmed' } as const;

/** Accounts by address, in the order asked; null for one that does not exist. */
export async function readAccounts(
  node: SolanaNode,
  addresses: readonly string[],
  signal?: AbortSignal,
): Promise<readonly (ChainAccount | null)[]> {
  if (addresses.length === 0) return [];
  const said = await node.call({
    method: 'getMultipleAccounts',
    params: [addresses, CONFIRMED],
    result: accounts,
    signal,
  });
  return said.value.map(chainAccount);
}

/** Every token account of an owner, of both token programs, by address. */
export async function readTokenAccounts(
  node: SolanaNode,
  owner: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, TokenAccount>> {
  const asked = TOKEN_PROGRAMS.map((programId) =>
    node.call({
      method: 'getTokenAccountsByOwner',
      params: [owner, { programId }, CONFIRMED],
      result: ownedAccounts,
      signal,
    }),
  );
  const found = (await Promise.all(asked)).flatMap((said) => said.value);
  return new Map(
    found.flatMap(({ pubkey, account: raw }) => {
      const token = chainAccount(raw)?.token;
      return token ? [[pubkey, token] as const] : [];
    }),
  );
}

/** What a transaction would do, signed or not. */
export async function simulate(
  node: SolanaNode,
  { transaction, addresses }: { readonly transaction: Uint8Array; readonly addresses: readonly string[] },
  signal?: AbortSignal,
): Promise<Simulated> {
  const { value } = await node.call({
    method: 'simulateTransaction',
    params: [
      Buffer.from(transaction).toString('base64'),
      { ...CONFIRMED, sigVerify: false, accounts: { encoding: 'base64', addresses } },
    ],
    result: simulation,
    signal,
  });
  return {
    error: value.err === null ? null : JSON.stringify(value.err),
    accounts: (value.accounts ?? []).map(chainAccount),
    unitsConsumed: value.unitsConsumed ?? 0,
  };
}

function chainAccount(raw: z.infer<typeof account>): ChainAccount | null {
  if (!raw) return null;
  const { lamports: held, owner: program, data } = raw;
  return { lamports: held, program, data, token: readTokenAccount(program, data) };
}
