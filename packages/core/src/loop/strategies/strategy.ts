import type { StrategyState } from '../../kernel/db/index.ts';

const next: Readonly<Record<StrategyState, readonly StrategyState[]>> = {
  draft: ['tested', 'probation', 'retired'],
  tested: ['probation', 'retired'],
  probation: ['active', 'paused', 'retired'],
  active: ['paused', 'retired'],
  // What was held back proves itself anew.
  paused: ['probation', 'retired'],
  // What was given up may earn its way back, through probation.
  retired: ['probation'],
};

/** Whether a strategy may go from one state to another. */
export function mayBecome(state: StrategyState, then: StrategyState): boolean {
  return next[state].includes(then);
}

/** The states in which what a strategy finds may be bought. */
export const promotedStates = ['probation', 'active'] as const satisfies readonly StrategyState[];

/** Whether a strategy in this state may buy. */
export function isPromoted(state: StrategyState): boolean {
  return promotedStates.some((one) => one === state);
}

/** What the sources of signals that a strategy finds begin with. */
export const STRATEGY_SOURCE = 'strategy:';

/** The source of the signals that a strategy finds. */
export function sourceOf(name: string): string {
  return `${STRATEGY_SOURCE}${name}`;
}

/** A strategy in one version, by its name. */
export interface StrategyKey {
  readonly name: string;
  readonly version: number;
}
