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
  /** What it comes to when there is nothing to do, as its row says it. */
  readonly idle: Readonly<Record<string, number>>;
  readonly run: (ctx: LoopContext, beat: Budgeted) => Promise<Portion>;
}

/** What a beat does, in this order. */
export const operations: readonly Operation[] = [
  {
    name: 'evaluateTriggers',
    budgetMs: 4000,
    idle: { events: 0, proposals: 0, scheduled: 0, convened: 0, initiatives: 0 },
    run: evaluateTriggers,
  },
  { name: 'processReactionQueue', budgetMs: 3000, idle: { seen: 0, proposals: 0 }, run: processReactionQueue },
  { name: 'promoteInsights', budgetMs: 2000, idle: { promoted: 0, voices: 0, ideas: 0 }, run: promoteInsights },
  {
    name: 'learnFromOutcomes',
    budgetMs: 3000,
    idle: { trades: 0, memories: 0, scored: 0, strategies: 0 },
    run: learnFromOutcomes,
  },
  {
    name: 'recoverStaleSteps',
    budgetMs: 2000,
    idle: { failed: 0, returned: 0, freed: 0, left: 0 },
    run: recoverStaleSteps,
  },
  { name: 'recoverStaleRoundtables', budgetMs: 1000, idle: { failed: 0 }, run: recoverStaleRoundtables },
];
