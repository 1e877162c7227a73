import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type StepKind, stepSpecs } from '../kinds/index.ts';

/** Failures in a row that open a breaker. */
export const BREAKER_THRESHOLD = 3;
/** Machine time until the first probe; doubles with every opening in a row, up to the maximum. */
export const BREAKER_COOL_DOWN_MS = 30_000;
export const BREAKER_COOL_DOWN_MAX_MS = 15 * MINUTE_MS;

/** The breaker that guards steps of a kind: per venue where the kind talks to one. */
export function breakerKey(kind: StepKind, venue: string): string {
  return stepSpecs[kind].atVenue ? `${kind}:${venue}` : `${kind}:company`;
}

/**
 * Whether failures of this kind may stop its claims; kinds that lower risk never stop, they back off and raise an
 * alarm.
 */
export function mayOpen(kind: StepKind): boolean {
  return !stepSpecs[kind].lowersRisk;
}

/** Machine milliseconds that the n-th opening in a row lasts. */
export function coolDownMs(openedCount: number): number {
  return Math.min(BREAKER_COOL_DOWN_MAX_MS, BREAKER_COOL_DOWN_MS * 2 ** Math.max(0, openedCount - 1));
}
