import type { AgentId } from '@atc/core/company/roster';

/**
 * How well two agents work together at the start: 0.10 to 0.95. `agentA` comes before `agentB` in the roster, as the
 * database orders them.
 */
export interface Pair {
  readonly agentA: AgentId;
  readonly agentB: AgentId;
  readonly affinity: number;
  readonly why: string;
}
