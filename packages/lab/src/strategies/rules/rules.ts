import type { PlanFigures, Size, Strategy } from '@atc/core/desk/strategies';

/** What a strategy would do with a token, for each bar of it. */
export interface TokenRules {
  /** 1 where it would buy. Never where it would sell at once. */
  readonly enters: Uint8Array;
  readonly exits: Uint8Array;
  readonly plan: PlanFigures;
}

/** What a strategy would do with each token of a grid. */
export interface Rules {
  readonly size: Size;
  readonly limits: Strategy['limits'];
  /** In the order of the grid's tokens; null: not of its universe. */
  readonly tokens: readonly (TokenRules | null)[];
}
