import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type StepKind, stepSpecs } from '../kinds/index.ts';

/** Technical failures and lost leases after which a step is a dead letter. */
export const MAX_FAILURES = 5;

/** How long a claim lasts unless renewed, and how often it is renewed (machine time). */
export const LEASE_MS = 5000;
export const RENEW_MS = 1500;

/**
 * Machine milliseconds before a failed step runs again: doubling from half a second; at most 5 s where risk is lowered,
 * else a minute.
 */
export function backOffMs(kind: StepKind, failures: number): number {
  const most = stepSpecs[kind].lowersRisk ? 5000 : MINUTE_MS;
  return Math.min(most, 500 * 2 ** Math.max(0, failures - 1));
}
