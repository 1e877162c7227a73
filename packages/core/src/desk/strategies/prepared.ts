import type { Expression, Group } from './expression.ts';
import type { Strategy } from './strategy.ts';

/** A strategy whose texts have been read. */
export interface Prepared {
  readonly strategy: Strategy;
  readonly regime: Group;
  readonly entry: Group;
  readonly rank: Expression | null;
  readonly exit: Group;
  readonly stop: Expression | null;
  readonly trailing: Expression | null;
  readonly target: Expression | null;
  /** How long a position is held at most, hours. */
  readonly hours: Expression | null;
}
