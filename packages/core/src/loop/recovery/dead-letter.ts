import type { StepKind } from '../kinds/index.ts';

/** What decides whether a step that was put aside may be tried again. */
export interface DeadStep {
  readonly kind: StepKind;
  readonly missionType: string;
  /** Whether it was to buy: the start of a position, or more of one. */
  readonly buys: boolean;
  /** Whether an order was intended for it: the venue's word is its end, nothing new is sent. */
  readonly ordered: boolean;
  /** Whether its proposal still holds what its gates took. */
  readonly reserved: boolean;
  /** Of the position that its mission is about; null where there is none. */
  readonly positionStatus: string | null;
}

/**
 * Why a dead letter may not be tried again, or null. A retry never goes past a gate: what was given back is proposed
 * anew.
 */
export function retryRefusal({ ordered, buys, reserved, positionStatus }: DeadStep): string | null {
  if (ordered) return null;
  if (buys && !reserved) return 'what its gates had reserved was given back: propose it anew';
  if (positionStatus !== null && positionStatus !== 'open') return `its position is ${positionStatus}`;
  return null;
}
