export type StepStatus = 'queued' | 'running' | 'succeeded' | 'failed';
export type MissionStatus = 'approved' | 'running' | 'succeeded' | 'failed';

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
