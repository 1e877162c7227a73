import type { Judgement } from '@atc/core/loop/strategies';
import type { StrategyTest } from '@atc/core/loop/strategies/choices';
import type { Trial } from '@atc/core/loop/trials';

/** A strategy of ours that can be tested. */
export interface Template {
  readonly name: string;
  readonly says: string;
  /** Trials that a test of it takes. */
  readonly trials: number;
}

interface Looker {
  /** Company time. Nothing is played that had not closed by the midnight (UTC) before. */
  readonly now: Date;
  /** Who looks. */
  readonly by: string;
  /** What the company's ledger has of the family. */
  readonly ledger: readonly Trial[];
}

/** A template that is to be tested, by so many trials at most. */
export interface TestAsked extends Looker {
  readonly template: string;
  readonly trials: number;
}

/** A run that is to be judged for a promotion. */
export interface JudgeAsked extends Looker {
  readonly trial: Trial;
}

/** What cannot be answered, and why. */
export interface LabRefusal {
  readonly kind: 'refused';
  readonly reason: string;
}

export type Tested = LabRefusal | { readonly kind: 'tested'; readonly test: StrategyTest };

export type Judged =
  | LabRefusal
  | {
      readonly kind: 'judged';
      readonly judgement: Judgement;
      /** The look at the holdout, where the run had passed everything else. */
      readonly looks: readonly Trial[];
      /** What the strategy is, with the values that were chosen. */
      readonly definition: unknown;
    };

/**
 * The lab as agents may ask it. It plays the company's own recording on a thread of its own, one question at a time.
 * Rejects where that thread dies, takes too long or is told to stop.
 */
export interface Lab {
  templates(): Promise<readonly Template[]>;
  /** Walks every variant of a template forward, and judges what it chose. What is in the ledger is not played again. */
  test(asked: TestAsked, signal?: AbortSignal): Promise<Tested>;
  /** Judges a run, with a look at its holdout where it has passed everything else. The code decides. */
  judge(asked: JudgeAsked, signal?: AbortSignal): Promise<Judged>;
}

/** A question as the lab's thread is asked it. */
export type LabQuestion =
  | { readonly ask: 'templates' }
  | ({ readonly ask: 'test' } & TestAsked)
  | ({ readonly ask: 'judge' } & JudgeAsked);

/** Where the lab's thread finds the past: recorded candles of a folder, or the simulated market of a seed. */
export interface LabWorld {
  readonly seed: string;
  readonly dir?: string | undefined;
  /** A folder of templates; the project's own unless told. */
  readonly templates?: string | undefined;
}

/** A question with where to look for its answer. */
export interface LabAsked {
  readonly world: LabWorld;
  readonly question: LabQuestion;
}
