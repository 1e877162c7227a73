import type { CapTake } from '@atc/core/desk/caps';
import { mergeTakes } from '@atc/core/desk/caps';
import { type Decimal, ZERO } from '@atc/core/kernel/money';

/** What is used of every limit, and which proposal holds how much of it. */
export interface Usage {
  used(key: string): Decimal;
  /** Takes all or nothing; the first take that does not fit is the answer, null when all do. */
  take(proposalId: string, takes: readonly CapTake[]): CapTake | null;
  /** Gives back what a proposal still holds, or one key of it. */
  release(proposalId: string, key?: string): void;
  /** Keeps used for good what a proposal holds of keys that begin so. */
  consume(proposalId: string, prefix: string): void;
  /** Lowers what a proposal holds of a key; a larger amount changes nothing. */
  shrink(proposalId: string, key: string, amount: Decimal): void;
}

/** Limits in memory, as `desk/caps` keeps them in its tables. */
export function openUsage(): Usage {
  const usage = new Map<string, Decimal>();
  const held = new Map<string, Map<string, Decimal>>();
  const used = (key: string): Decimal => usage.get(key) ?? ZERO;
  const giveBack = (key: string, amount: Decimal) => usage.set(key, used(key).sub(amount));
  const holdingsOf = (proposalId: string) => [...(held.get(proposalId) ?? [])];
  return {
    used,
    take: (proposalId, takes) => {
      const merged = mergeTakes(takes);
      const short = merged.find(({ key, amount, limit }) => used(key).add(amount).gt(limit));
      if (short) return short;
      for (const { key, amount } of merged) usage.set(key, used(key).add(amount));
      held.set(proposalId, new Map(merged.map(({ key, amount }) => [key, amount])));
      return null;
    },
    release: (proposalId, only) => {
      for (const [key, amount] of holdingsOf(proposalId)) {
        if (only !== undefined && key !== only) continue;
        giveBack(key, amount);
        held.get(proposalId)?.delete(key);
      }
    },
    consume: (proposalId, prefix) => {
      for (const [key] of holdingsOf(proposalId)) if (key.includes(prefix)) held.get(proposalId)?.delete(key);
    },
    shrink: (proposalId, key, amount) => {
      const before = held.get(proposalId)?.get(key);
      if (!before?.gt(amount)) return;
      giveBack(key, before.sub(amount));
      held.get(proposalId)?.set(key, amount);
    },
  };
}
