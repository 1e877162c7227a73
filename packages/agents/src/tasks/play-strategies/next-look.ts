import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import type { NextLook } from '@atc/core/loop/strategies/play';

export interface LookFacts {
  /** UTC milliseconds. */
  readonly now: number;
  /** On which bars the strategies decide, milliseconds; null of one that cannot be read. */
  readonly intervals: readonly (number | null)[];
  /** When positions have been held for as long as they may be, UTC milliseconds. */
  readonly ends: readonly number[];
  /** Whether a bar that has closed is not there yet. */
  readonly waiting: boolean;
}

const AGAIN_MS = 30_000;

/** When promoted strategies are to be looked at next: at a close of their bars, or when a time is up; null: never. */
export function nextLook({ now, intervals, ends, waiting }: LookFacts): NextLook | null {
  if (intervals.length === 0) return null;
  const everyMs = intervals.map((interval) => interval ?? DAY_MS).reduce(commonOf);
  const close = (Math.floor(now / everyMs) + 1) * everyMs;
  const due = Math.min(close, ...ends.filter((end) => end > now), waiting ? now + AGAIN_MS : close);
  return { everyMinutes: everyMs / MINUTE_MS, dueAt: new Date(due) };
}

/** The greatest common divisor. */
const commonOf = (a: number, b: number): number => (b === 0 ? a : commonOf(b, a % b));
