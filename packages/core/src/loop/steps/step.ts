import type { Machine } from '../../kernel/machine/index.ts';
import type { Origin, StepKind } from '../kinds/index.ts';
import type { StepStatus } from '../missions/index.ts';

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

/** Which status of a step may follow which. */
export const stepMachine = {
  begins: { queued: 'its mission is approved' },
  follows: {
    queued: { running: 'a worker claims it', failed: 'a step before it failed, it is skipped' },
    running: {
      succeeded: 'its handler is done',
      failed: 'its handler refuses, or it failed five times',
      queued: 'it is put off, is tried again, or its worker stopped',
    },
    succeeded: {},
    failed: { queued: 'somebody retries the dead letter' },
  },
} as const satisfies Machine<StepStatus>;
