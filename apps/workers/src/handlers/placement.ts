import type { Placement } from '@atc/core/desk/orders';
import type { StepEnd } from '@atc/core/loop/steps';

const UNKNOWN_WAIT_MS = 1000;
const BLOCKED_WAIT_MS = 3000;
/** A price may come with the next bar. */
const PRICE_WAIT_MS = 500;

export interface PlacementEnd {
  readonly positionId: string | null;
  /** Whether a trading state that forbids the order fails the step or makes it wait. */
  readonly blocked: 'fail' | 'wait';
}

/** How a step ends with what became of its order: what is not known yet is asked again, never guessed. */
export function endOfPlacement(placement: Placement, { positionId, blocked }: PlacementEnd): StepEnd {
  switch (placement.kind) {
    case 'refused':
      return { kind: 'failed', reason: placement.reason };
    case 'blocked':
      return blocked === 'wait'
        ? { kind: 'later', waitMs: BLOCKED_WAIT_MS, why: placement.state }
        : { kind: 'failed', reason: `trading state is ${placement.state}` };
    case 'waiting':
      return { kind: 'later', waitMs: PRICE_WAIT_MS, why: placement.why };
    case 'unknown':
      return { kind: 'later', waitMs: UNKNOWN_WAIT_MS, why: 'the venue has not said what became of the order' };
    case 'final': {
      const { order } = placement;
      if (order.filledQty.gt(0))
        return {
          kind: 'succeeded',
          result: {
            orderId: order.id,
            positionId,
            status: order.status,
            filledQty: order.filledQty.toFixed(),
            filledUsd: order.filledUsd.toFixed(),
          },
        };
      return {
        kind: 'failed',
        reason: `the order ended ${order.status} with nothing filled: ${order.reason ?? 'the venue gave no reason'}`,
      };
    }
    default: {
      const missed: never = placement;
      return missed;
    }
  }
}
