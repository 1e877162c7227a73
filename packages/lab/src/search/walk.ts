import { InvariantError } from '@atc/core/kernel/errors';
import { rankVariants, type Scored } from './ranking.ts';
import type { Part, TriedVariant } from './search.ts';
import { type Cut, type Mode, modes, type Window, windowsOf } from './windows.ts';

/** What a walk-forward plays of every variant. */
export interface WalkPlan {
  /** The whole, the windows of each mode one after the other, and the latest training. */
  readonly parts: readonly Part[];
  readonly cuts: readonly { readonly mode: Mode; readonly windows: readonly Window[]; readonly first: number }[];
}

/** A window, the variant that its training chose, and what that did in its test. */
export interface Walked extends Window {
  readonly trained: Scored;
  readonly tested: Scored;
  /** The place of the test among the parts. */
  readonly part: number;
}

/** All windows of one mode, and their tests as one series of days. */
export interface Walk {
  readonly mode: Mode;
  readonly windows: readonly Walked[];
  readonly returns: readonly number[];
}

/**
 * Plans a walk-forward over a span whose windows begin at an instant. The latest training ends with the span: it
 * chooses what would be traded now.
 */
export function planWalk(span: { readonly from: number; readonly to: number }, begin: number, cut: Cut): WalkPlan {
  const cuts = modes.map((mode) => ({ mode, windows: windowsOf({ from: begin, to: span.to }, cut, mode) }));
  const windows = cuts.flatMap((one) => one.windows.flatMap(({ train, test }) => [train, test]));
  const latest = { split: 'train' as const, from: Math.max(span.from, span.to - cut.trainMs), to: span.to };
  return {
    parts: [{ split: 'whole', ...span }, ...windows, latest],
    cuts: cuts.map((one, i) => ({
      ...one,
      first: 1 + 2 * cuts.slice(0, i).flatMap((before) => before.windows).length,
    })),
  };
}

/** The walk of each mode. */
export function walksOf({ cuts }: WalkPlan, all: readonly TriedVariant[]): readonly Walk[] {
  return cuts.map(({ mode, windows, first }) => {
    const walked = windows.flatMap((window, i): readonly Walked[] => {
      const part = first + 2 * i + 1;
      const [trained] = rankVariants(all, part - 1);
      const tested = rankVariants(all, part).find(({ variant }) => variant === trained?.variant);
      return trained && tested ? [{ ...window, trained, tested, part }] : [];
    });
    return { mode, windows: walked, returns: walked.flatMap(({ tested }) => tested.outcome.returns) };
  });
}

/** The variant that the latest training chooses. Throws where nothing was tried. */
export function latestChoice({ parts }: WalkPlan, all: readonly TriedVariant[]): number {
  const [best] = rankVariants(all, parts.length - 1);
  if (!best) throw new InvariantError('no variant was tried');
  return best.variant;
}
