import type { Budgeted, Portion } from '@atc/core/company/runs';
import type { LoopContext } from '@atc/core/loop';
import { learnFromOutcomes } from '@atc/core/loop/learning';
import { processReactionQueue } from '@atc/core/loop/reactions';
import { recoverStaleSteps } from '@atc/core/loop/recovery';
import { recoverStaleRoundtables } from '../roundtables/index.ts';
import { evaluateTriggers } from './evaluate-triggers.ts';
import { promoteInsights } from './promote-insights.ts';

/** One of the six things that a beat does. None of them asks a model. */
export interface Operation {
  readonly name: string;
  /** Machine time it may take in one beat; what is left goes on in the next. */
  readonly budgetMs: number;
  readonly run: (ctx: LoopContext, beat: Budgeted) => Promise<Portion>;
}

/** What a beat does, in this order. */
export const operations: readonly Operation[] = [
  { name: 'evaluateTriggers', budgetMs: 4000, run: evaluateTriggers },
  { name: 'processReactionQueue', budgetMs: 3000, run: processReactionQueue },
  { name: 'promoteInsights', budgetMs: 2000, run: promoteInsights },
  { name: 'learnFromOutcomes', budgetMs: 3000, run: learnFromOutcomes },
  { name: 'recoverStaleSteps', budgetMs: 2000, run: recoverStaleSteps },
  { name: 'recoverStaleRoundtables', budgetMs: 1000, run: recoverStaleRoundtables },
];
