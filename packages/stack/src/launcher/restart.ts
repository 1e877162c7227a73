import { MINUTE_MS } from '@atc/core/kernel/time';

/** How long a server must stand before its earlier deaths are forgotten. */
const SOUND_MS = 2 * MINUTE_MS;

/** Milliseconds before each try to start a server that ended. */
export const PAUSES_MS: readonly number[] = [0, 1000, 2000, 4000, 8000];

/** Milliseconds before the next try, after so many since the server last stood soundly; null: it is given up. */
export function pauseBefore(tries: number, pausesMs: readonly number[]): number | null {
  return pausesMs[tries] ?? null;
}

/** How many tries still count when a server ends that has stood for so long. */
export function triesThatCount(tries: number, stoodMs: number): number {
  return stoodMs >= SOUND_MS ? 0 : tries;
}
