import type { Machine } from '../../kernel/machine/index.ts';

export type StepStatus = 'queued' | 'running' | 'succeeded' | 'failed';
export type MissionStatus = 'approved' | 'running' | 'succeeded' | 'failed';

/** Which status of a mission may follow which. */
export const missionMachine = {
  begins: { approved: 'its proposal is accepted' },
  follows: {
    approved: { running: 'a worker claims its first step' },
    running: { succeeded: 'every step has succeeded', failed: 'every step has ended, and one failed' },
    succeeded: {},
    failed: { running: 'somebody retries its dead letter' },
  },
} as const satisfies Machine<MissionStatus>;

/**
 * A mission's state is a function of its steps' states: it ends only when all of its steps have ended, succeeded when
 * every one did, failed when any failed.
 */
export function missionStatus(steps: readonly StepStatus[]): MissionStatus {
  if (steps.length === 0) return 'failed';
  if (steps.every((status) => status === 'succeeded')) return 'succeeded';
  if (steps.every((status) => status === 'succeeded' || status === 'failed')) return 'failed';
  return steps.every((status) => status === 'queued') ? 'approved' : 'running';
}
