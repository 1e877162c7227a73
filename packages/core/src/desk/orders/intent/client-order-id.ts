import { createHash } from 'node:crypto';

export interface OrderKey {
  readonly accountId: string;
  readonly stepId: string;
  readonly leg: number;
}

/**
 * Our id of an order: computed, never drawn, so that a restarted process finds the same one. 32 hex digits fit the
 * strictest venue.
 */
export function clientOrderId({ accountId, stepId, leg }: OrderKey): string {
  return createHash('sha256').update(`${accountId}|${stepId}|${leg}`).digest('hex').slice(0, 32);
}
