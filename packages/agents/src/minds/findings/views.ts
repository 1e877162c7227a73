import type { AgentId } from '@atc/core/company/roster';
import type { FactKind } from './fact.ts';

/** From −1, sell or wait, to 1, buy or go on, for a fact's measure. */
type View = (measure: number) => number;

const toward = (from: number, full: number, weight = 1): View => {
  return (measure) => weight * Math.max(-1, Math.min(1, (measure - from) / full));
};
const away = (from: number, full: number, weight = 1): View => toward(from, full, -weight);
const always = (stance: number): View => {
  return () => stance;
};
/** However it moves, a wide move speaks against. */
const wide = (full: number, weight = 1): View => {
  return (measure) => -weight * Math.min(1, Math.abs(measure) / full);
};

export type Views = Readonly<Partial<Record<FactKind, View>>>;

/**
 * How each agent sees a fact: INTEL for what it opens, SAGE for what it can cost, ATLAS for what it pays, GROWTH for
 * what such a thing has led to, SCOUT for whether it can be done, OBSERVER for whether it is in order. What an agent
 * has no view of it does not speak of.
 */
export const views = {
  atlas: {
    ...{
      moved: toward(0, 0.2, 0.6),
      signalled: toward(0.65, 0.25),
      held: toward(0, 0.1),
      room: toward(0.08, 0.1, 0.4),
    },
    ...{ closed: toward(0, 0.1, 0.6), unpriced: always(-0.6), standing: toward(0, 0.02), untried: always(0.1) },
    ...{ turned_down: always(-0.7), breadth: toward(0.5, 0.4), leader: toward(0, 0.08), week: toward(0, 0.1, 0.8) },
    ...{ drawdown: away(0.05, 0.05, 0.6), exposed: away(0.3, 0.3, 0.7), cash: toward(0.6, 0.4, 0.7) },
    ...{
      day: toward(0, 0.02, 0.7),
      score: toward(0.45, 0.25),
      refused: away(0.5, 0.5, 0.3),
      trades: toward(2, 4, 0.5),
    },
  },
  sage: {
    ...{ moved: wide(0.08), signalled: toward(0.85, 0.25), held: toward(0.03, 0.15), room: toward(0.1, 0.1, 0.7) },
    ...{ closed: toward(0.02, 0.1, 0.6), unpriced: always(-1), standing: toward(0, 0.02), untried: always(-0.5) },
    ...{ turned_down: always(-0.8), breadth: toward(0.6, 0.4), leader: toward(0.02, 0.08), week: toward(0.02, 0.1) },
    ...{ together: away(0.3, 0.5), drawdown: away(0.01, 0.05), exposed: away(0.15, 0.2), cash: toward(0.8, 0.4, 0.4) },
    ...{ day: toward(0.002, 0.02), score: toward(0.55, 0.25), refused: always(0.3) },
  },
  scout: {
    ...{ moved: toward(0, 0.15, 0.3), signalled: toward(0.7, 0.3, 0.4), held: toward(0, 0.2, 0.3) },
    ...{ room: toward(0.05, 0.1, 0.4), closed: toward(0, 0.1, 0.3), unpriced: always(-0.6) },
    ...{ exposed: away(0.4, 0.4, 0.3), cash: toward(0.3, 0.5, 0.3), day: toward(0, 0.02, 0.3) },
    ...{ failed: away(0, 4, 0.5), trades: toward(1, 6, 0.3) },
  },
  growth: {
    ...{
      moved: away(0, 0.15, 0.6),
      signalled: toward(0.7, 0.3, 0.5),
      held: toward(0, 0.1, 0.8),
      closed: toward(0, 0.08),
    },
    ...{ unpriced: always(-0.5), standing: toward(-0.002, 0.02), untried: always(0.4), turned_down: always(-0.2) },
    ...{ breadth: toward(0.5, 0.5, 0.6), week: away(0, 0.15, 0.4), day: toward(0, 0.02, 0.8) },
    ...{
      score: toward(0.5, 0.25),
      refused: away(0.3, 0.5, 0.4),
      trades: toward(2, 5, 0.5),
      signals: toward(8, 15, 0.4),
    },
  },
  intel: {
    ...{
      moved: toward(-0.01, 0.08),
      signalled: toward(0.5, 0.3),
      held: toward(-0.04, 0.12),
      closed: toward(0, 0.1, 0.4),
    },
    ...{ unpriced: always(-0.4), standing: toward(-0.005, 0.03), untried: always(0.4), turned_down: always(0) },
    ...{
      breadth: toward(0.4, 0.4),
      leader: toward(-0.02, 0.08),
      week: toward(-0.02, 0.1),
      exposed: away(0.5, 0.4, 0.5),
    },
    ...{ signals: toward(4, 12, 0.7) },
  },
  observer: {
    ...{ moved: wide(0.4, 0.5), signalled: always(0.1), held: always(0), room: toward(0.02, 0.06, 0.4) },
    ...{ unpriced: always(-0.8), drawdown: away(0.03, 0.1, 0.6), exposed: away(0.4, 0.4, 0.4) },
    ...{ refused: always(0.2), failed: away(0, 3), trades: away(6, 6, 0.3), signals: always(0) },
  },
} as const satisfies Record<AgentId, Views>;

/** Which facts of a proposal each agent argues by. */
export const cited: Readonly<Record<AgentId, readonly FactKind[]>> = {
  atlas: ['reward', 'odds', 'case'],
  sage: ['risk', 'stop', 'odds'],
  scout: ['cost', 'stop', 'risk'],
  growth: ['odds', 'case', 'reward'],
  intel: ['case', 'reward', 'odds'],
  observer: ['stop', 'risk', 'case'],
};
