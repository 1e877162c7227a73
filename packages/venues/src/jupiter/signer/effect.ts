import type { ChainAccount } from '@atc/core/desk/solana';
import type { SwapIntent } from './signer.ts';

/** An account of interest before and after a transaction was tried. */
export interface Tried {
  readonly address: string;
  readonly before: ChainAccount | null;
  readonly after: ChainAccount | null;
}

export interface Effect {
  readonly owner: string;
  /** Our wallet and every token account of ours that the transaction could touch. */
  readonly tried: readonly Tried[];
  readonly intent: SwapIntent;
}

/** Why what a transaction would do is not what was intended; null when it is. Amounts are base units. */
export function effectFault({ owner, tried, intent }: Effect): string | null {
  const opened = tried.find(
    ({ after }) => after?.token?.owner === owner && (after.token.delegated || after.token.closable),
  );
  if (opened) return 'it would let somebody else dispose of a token account';
  const lamports = sumOf(tried, (account, address) => (address === owner ? (account?.lamports ?? 0n) : 0n));
  if (-lamports > intent.lamportsAtMost)
    return `it would cost ${-lamports} lamports, at most ${intent.lamportsAtMost} were meant`;
  const changes = mintChanges(owner, tried);
  const spent = -(changes.get(intent.spend.mint) ?? 0n);
  if (spent > intent.spend.atMost) return `it would spend ${spent}, at most ${intent.spend.atMost} was meant`;
  const received = changes.get(intent.receive.mint) ?? 0n;
  if (received < intent.receive.atLeast)
    return `it would bring ${received}, at least ${intent.receive.atLeast} was meant`;
  const other = [...changes].find(([mint, change]) => change < 0n && mint !== intent.spend.mint);
  return other ? `it would also take ${-other[1]} of ${other[0]}` : null;
}

function mintChanges(owner: string, tried: readonly Tried[]): ReadonlyMap<string, bigint> {
  const mints = tried.flatMap(({ before, after }) => [before?.token?.mint, after?.token?.mint]);
  const ours = (account: ChainAccount | null, mint: string) =>
    account?.token?.owner === owner && account.token.mint === mint ? account.token.amount : 0n;
  return new Map(
    mints.filter((mint) => mint !== undefined).map((mint) => [mint, sumOf(tried, (account) => ours(account, mint))]),
  );
}

function sumOf(tried: readonly Tried[], amountOf: (account: ChainAccount | null, address: string) => bigint): bigint {
  return tried.reduce(
    (sum, { address, before, after }) => sum + amountOf(after, address) - amountOf(before, address),
    0n,
  );
}
