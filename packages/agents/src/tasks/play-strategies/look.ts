import type { PolicySet } from '@atc/core/company/policies';
import type { FoundPosition, Playable, Played } from '@atc/core/loop/strategies/play';
import type { TaskRequest } from '../task.ts';
import type { TokenView } from './token-view.ts';

/** What a look at the promoted strategies begins with. */
export interface Facts {
  readonly request: TaskRequest;
  readonly policies: PolicySet;
  /** Positions that strategies found, and every contract that anybody holds. */
  readonly found: readonly FoundPosition[];
  readonly held: ReadonlySet<string>;
}

/** A strategy as it is looked at. */
export interface Looking extends Facts {
  readonly played: Played;
  readonly playable: Playable;
  /** The close of its last bar, UTC milliseconds. */
  readonly closedAt: number;
  /** What it says of its tokens; none where it was judged by that bar before. */
  readonly views: readonly TokenView[];
}

/** What came of a look at one strategy. */
export interface Look {
  readonly played: Played;
  /** Up to which bar it has been judged; null: no further than before. */
  readonly until: Date | null;
  /** Why its definition cannot be read. */
  readonly fault: string | null;
  /** Whether a bar of it is awaited. */
  readonly waiting: boolean;
  /** Signals that were handed in. */
  readonly signals: readonly string[];
  /** Positions whose sale was proposed. */
  readonly sold: readonly string[];
  /** When what it holds, or has found now, is sold at the latest, UTC milliseconds. */
  readonly ends: readonly number[];
}
