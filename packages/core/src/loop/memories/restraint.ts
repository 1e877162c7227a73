import type { Polarity } from './memory.ts';

/** A memory that asks for less of something. */
export interface Restraining {
  readonly id: string;
  readonly content: string;
  readonly polarity: Polarity;
  readonly confidence: number;
}

/** How much of a purchase memories leave, and which of them asks for least. */
export interface Restraint<M extends Restraining = Restraining> {
  /** 0 to 1, never above: a memory only ever tightens. */
  readonly share: number;
  readonly by: M | null;
}

const shares: Readonly<Record<Polarity, number>> = { avoid: 0.25, wait: 0.25, less: 0.5, prefer: 1, more: 1 };

/** What memories leave of a purchase: the strictest counts, of equals the surest. No memory leaves all of it. */
export function restraintOf<M extends Restraining>(memories: readonly M[]): Restraint<M> {
  const [strictest] = memories
    .filter(({ polarity }) => shares[polarity] < 1)
    .toSorted((a, b) => shares[a.polarity] - shares[b.polarity] || b.confidence - a.confidence);
  return strictest ? { share: shares[strictest.polarity], by: strictest } : { share: 1, by: null };
}
