import { errorText } from '../../kernel/errors/index.ts';
import type { FeedNews } from '../market.ts';
import type { Tick } from './bars.ts';

/** Notes what the looks of a feed bring, so that it can be told when they bring nothing. */
export interface Ear {
  heard(ticks: readonly Tick[]): void;
  /** Runs a look and notes how it went; throws what it throws. */
  noting(look: () => Promise<void>): Promise<void>;
  news(): FeedNews;
}

/** Opens the ear of a feed whose contracts may be silent for so long. */
export function openEar({ patienceMs, monotonicMs }: { patienceMs: number; monotonicMs: () => number }): Ear {
  const openedMs = monotonicMs();
  const seen = new Map<string, number>();
  let fault: string | null = null;
  return {
    heard: (ticks) => {
      for (const { contract } of ticks) seen.set(contract, monotonicMs());
    },
    noting: async (look) => {
      try {
        await look();
        fault = null;
      } catch (error) {
        fault = errorText(error);
        throw error;
      }
    },
    news: () => ({
      ...{ openedMs, fault, patienceMs },
      nowMs: monotonicMs(),
      seenMs: (contract) => seen.get(contract) ?? null,
    }),
  };
}
