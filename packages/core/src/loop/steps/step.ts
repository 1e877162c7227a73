import type { Origin, StepKind } from '../kinds/index.ts';

/** A step that this worker holds; `attempt` is the fencing token of every write. */
export interface ClaimedStep {
  readonly id: string;
  readonly missionId: string;
  readonly proposalId: string;
  /** What the proposal goes back to, and how many events led to it. */
  readonly origin: Origin;
  readonly depth: number;
  readonly seq: number;
  readonly kind: StepKind;
  readonly venue: string;
  readonly payload: unknown;
  readonly attempt: number;
  readonly failures: number;
  readonly missionType: string;
}

/** What became of a try to claim. */
export type Claim =
  | { readonly kind: 'claimed'; readonly step: ClaimedStep; readonly probe: boolean }
  /** Somebody else has it, it is done, or the nudge is old. */
  | { readonly kind: 'lost' }
  /** The breaker of its kind is open; the row waits until then. */
  | { readonly kind: 'refused'; readonly retryAt: Date };
