import type { SeriesMarket } from '@atc/core/market';

/** What a check found. */
export interface CheckLine {
  readonly name: string;
  readonly passed: boolean;
  readonly found: string;
}

/** Something that was decided at an instant, UTC milliseconds, in words that tell it from everything else. */
export interface Decision {
  readonly at: number;
  readonly what: string;
}

/** Plays a market from its start to its end, and tells everything that it decided, in order of time. */
export type Subject = (market: SeriesMarket) => readonly Decision[];
