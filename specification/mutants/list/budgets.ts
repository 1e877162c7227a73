import { changesOf, type Mutant } from '../mutant.ts';

export const budgets: readonly Mutant[] = [
  ...changesOf('budgets', 'packages/agents/src/heartbeat/operations.ts', [
    ["'evaluateTriggers'", 'budgetMs: 4000', 'budgetMs: 5000'],
    ["'processReactionQueue'", 'budgetMs: 3000', 'budgetMs: 3001'],
    ["'promoteInsights'", 'budgetMs: 2000', 'budgetMs: 2500'],
    ["'learnFromOutcomes'", 'budgetMs: 3000', 'budgetMs: 2000'],
    ["'recoverStaleSteps'", 'budgetMs: 2000', 'budgetMs: 1000'],
    ["'recoverStaleRoundtables'", 'budgetMs: 1000', 'budgetMs: 2000'],
    ["name: 'evaluateTriggers'", 'evaluateTriggers', 'evaluateTriggerss'],
    ["name: 'promoteInsights'", 'promoteInsights', 'promoteInsightss'],
    ["name: 'recoverStaleRoundtables'", 'recoverStaleRoundtables', 'recoverStaleRoundtabless'],
  ]),
  ...changesOf('budgets', 'packages/core/src/company/runs/beat.ts', [['BEAT_EVERY_MS = 5', '5 *', '6 *']]),
  ...changesOf('budgets', 'packages/core/src/loop/recovery/recover-stale-steps.ts', [
    ['const STALE_MS', '30', '28'],
    ['const STALE_MS', '30', '32'],
  ]),
  ...changesOf('budgets', 'packages/agents/src/roundtables/turns/turn.ts', [
    ['STALE_MS = ', '15', '13'],
    ['STALE_MS = ', '15', '17'],
  ]),
  ...changesOf('budgets', 'packages/agents/src/heartbeat/beat.ts', [
    ["return { status: 'failed', errors: [errorText(error)]", 'return {', 'throw error; return {'],
  ]),
  ...changesOf('initiative', 'packages/agents/src/initiative/queue-initiatives.ts', [
    ['cooldown_hours ?? 0)', 'HOUR_MS', '1000'],
    ['minMemories:', 'policy?.min_memories_required ?? 0', '0'],
    ['mostADay:', 'policy?.max_proposals_per_day ?? 0', '99'],
    ['enabled: policy?.enabled ?? false', 'policy?.enabled ?? false', 'true'],
  ]),
  ...changesOf('initiative', 'packages/core/src/company/policies/defaults.ts', []),
];
