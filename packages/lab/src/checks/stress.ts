import { sayPct } from '@atc/core/kernel/figures';
import type { CheckLine } from './check.ts';

/** The same run, made harder. */
export interface Stress {
  readonly name: string;
  /** Total return as it is, and with the stress; fractions. */
  readonly plain: number;
  readonly stressed: number;
}

/** Checks that a gain does not die of the stress: one that does was a fill, not an edge. A loss has nothing to lose. */
export function checkStress({ name, plain, stressed }: Stress): CheckLine {
  const found = `${sayPct(plain)} becomes ${sayPct(stressed)}`;
  return { name, passed: plain <= 0 || stressed > 0, found: plain <= 0 ? `${found}; there is no gain to lose` : found };
}
