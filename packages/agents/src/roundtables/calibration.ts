import type { AgentId } from '@atc/core/company/roster';

/** How well an agent's votes held: `brier` is their mean score, null before the first. */
export interface Calibration {
  readonly agentId: AgentId;
  readonly votes: number;
  readonly brier: number | null;
}

const COIN = 0.25;
const PRIOR_VOTES = 10;
const MOST = 0.2;

/**
 * What an agent's word has earned: up to 0.2 for votes that were better than a coin's, down to -0.2 for worse ones; few
 * votes count little.
 */
export function trustIn(calibrations: readonly Calibration[], agent: AgentId): number {
  const known = calibrations.find(({ agentId }) => agentId === agent);
  if (!known || known.brier === null) return 0;
  const skill = Math.max(-1, (COIN - known.brier) / COIN);
  return MOST * skill * (known.votes / (known.votes + PRIOR_VOTES));
}
