import type { AgentId } from '@atc/core/company/roster';
import { type Calibration, trustIn } from '../calibration.ts';
import type { FormatSpec } from './format.ts';

/** A number in [0, 1) for a point of the decision. */
type Roll = (point: string) => number;

export interface Seating {
  readonly participants: readonly AgentId[];
  readonly turns: number;
}

/** Who sits at the table and for how many turns; everybody gets at least one. Who is switched off stays away. */
export function seat(spec: FormatSpec, off: readonly AgentId[], roll: Roll): Seating {
  const seats = within(spec.seats, roll('seats'));
  const drawn = spec.others
    .map((agent) => ({ agent, rank: roll(`seat.${agent}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ agent }) => agent);
  const participants = [...spec.always, ...drawn].filter((agent) => !off.includes(agent)).slice(0, seats);
  return { participants, turns: Math.max(participants.length, within(spec.turns, roll('turns'))) };
}

function within([least, most]: readonly [number, number], roll: number): number {
  return least + Math.floor(roll * (most - least + 1));
}

export interface Bond {
  readonly agentA: AgentId;
  readonly agentB: AgentId;
  readonly affinity: number;
}

export interface Floor {
  readonly calibrations: readonly Calibration[];
  readonly participants: readonly AgentId[];
  /** Who spoke, in order. */
  readonly spoken: readonly AgentId[];
  readonly bonds: readonly Bond[];
}

/**
 * Who may speak before the votes: everybody, and as soon as the turns left just suffice for those not heard yet, only
 * these.
 */
export function mayArgue({ participants, spoken }: Pick<Floor, 'participants' | 'spoken'>, left: number) {
  const unheard = participants.filter((agent) => !spoken.includes(agent));
  return unheard.length > 0 && unheard.length >= left ? unheard : participants;
}

const NO_BOND = 0.5;

/**
 * Who speaks next: never the last one; others weigh 1 + 0.6 * affinity with the last - 0.4 * recency ± 0.2, and up to
 * 0.2 more or less by how well their votes held.
 */
export function chooseSpeaker({ participants, spoken, bonds, calibrations }: Floor, roll: Roll): AgentId | null {
  const last = spoken.at(-1) ?? null;
  const weighed = participants
    .filter((agent) => agent !== last)
    .map((agent) => {
      const affinity = last === null ? NO_BOND : affinityOf(bonds, agent, last);
      const jitter = (roll(`jitter.${agent}`) - 0.5) * 0.4;
      return {
        agent,
        weight: 1 + 0.6 * affinity - 0.4 * recencyOf(spoken, agent) + trustIn(calibrations, agent) + jitter,
      };
    });
  let left = roll('speaker') * weighed.reduce((sum, { weight }) => sum + weight, 0);
  for (const { agent, weight } of weighed) {
    left -= weight;
    if (left < 0) return agent;
  }
  return weighed.at(-1)?.agent ?? last;
}

function affinityOf(bonds: readonly Bond[], one: AgentId, other: AgentId): number {
  const bond = bonds.find(
    ({ agentA, agentB }) => (agentA === one && agentB === other) || (agentA === other && agentB === one),
  );
  return bond?.affinity ?? NO_BOND;
}

/** 1 for who has just spoken, less the longer ago, 0 for who has not. */
function recencyOf(spoken: readonly AgentId[], agent: AgentId): number {
  const index = spoken.lastIndexOf(agent);
  return index < 0 ? 0 : 1 / (spoken.length - index);
}
