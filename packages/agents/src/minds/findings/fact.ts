import type { Subject } from './claim.ts';

/** The kinds of facts that a briefing may hold. */
export type FactKind =
  | 'moved'
  | 'signalled'
  | 'held'
  | 'room'
  | 'closed'
  | 'unpriced'
  | 'standing'
  | 'untried'
  | 'turned_down'
  | 'breadth'
  | 'leader'
  | 'week'
  | 'together'
  | 'drawdown'
  | 'exposed'
  | 'cash'
  | 'day'
  | 'score'
  | 'refused'
  | 'failed'
  | 'trades'
  | 'signals'
  | 'reward'
  | 'risk'
  | 'stop'
  | 'case'
  | 'cost'
  | 'odds';

/** One fact of a briefing with everything that a sentence about it may say. */
export interface Fact {
  readonly kind: FactKind;
  readonly about: Subject;
  /** Where in the briefing it stands. */
  readonly source: string;
  readonly value: number;
  /** What views are measured on: the value, or its share of what it belongs to. */
  readonly measure: number;
  readonly figure: string;
  /** What it is called in a sentence; holds its figure or its name. */
  readonly on: string;
  /** Further facts of the same thing, by name; what is not known is left out. */
  readonly more: Readonly<Record<string, string>>;
}
