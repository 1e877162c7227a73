import type { AgentId } from '@atc/core/company/roster';
import { debateTerms } from '@atc/core/loop/reviews';

/** A claim that somebody disputed, by stances that lie far apart. */
export interface Dispute {
  readonly agentId: AgentId;
  readonly to: AgentId;
  /** The claim's subject, and the figure that was disputed. */
  readonly about: string;
  readonly kind: string;
  readonly figure: string;
}

/** Two agents who get on badly. */
export interface CoolPair {
  readonly agentA: AgentId;
  readonly agentB: AgentId;
}

export interface OpenFacts {
  /** The latest first. */
  readonly disputes: readonly Dispute[];
  readonly coolPairs: readonly CoolPair[];
  /** Symbols of positions that are open, and of proposals that nobody has decided. */
  readonly undecided: ReadonlySet<string>;
  /** A number in [0, 1) for a pair. */
  readonly roll: (pair: string) => number;
}

/** Something that two agents differ on, and that is still to be decided. */
export interface OpenQuestion {
  readonly between: [AgentId, AgentId];
  readonly about: string;
  readonly figure: string;
}

/**
 * Returns what a conversation leaves to a debate: what two agents with an affinity under 0.40 differ on, if it is a
 * position, a pending proposal or a strategy, six times in ten. Source: the specification's table of formats.
 */
export function openQuestion({ disputes, coolPairs, undecided, roll }: OpenFacts): OpenQuestion | null {
  const isCool = ({ agentId, to }: Dispute) =>
    coolPairs.some(({ agentA, agentB }) => [agentA, agentB].includes(agentId) && [agentA, agentB].includes(to));
  const open = disputes.find((each) => isCool(each) && (each.kind === 'setup' || undecided.has(each.about)));
  if (!open) return null;
  const { agentId, to, about, figure } = open;
  return roll(`${agentId} ${to} ${about}`) < debateTerms.probability ? { between: [to, agentId], about, figure } : null;
}
