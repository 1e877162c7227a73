import { changesOf, type Mutant } from '../mutant.ts';

export const relationships: readonly Mutant[] = [
  ...changesOf('relationships', 'packages/agents/src/relationships/pairs.ts', [
    ["agentA: 'atlas', agentB: 'sage'", 'affinity: 0.8', 'affinity: 0.85'],
    ["agentA: 'sage', agentB: 'observer'", 'affinity: 0.8', 'affinity: 0.85'],
    ["agentA: 'scout', agentB: 'intel'", 'affinity: 0.75', 'affinity: 0.8'],
    ["agentA: 'growth', agentB: 'intel'", 'affinity: 0.7', 'affinity: 0.75'],
    ["agentA: 'atlas', agentB: 'growth'", 'affinity: 0.6', 'affinity: 0.65'],
    ["agentA: 'atlas', agentB: 'scout'", 'affinity: 0.6', 'affinity: 0.65'],
    ["agentA: 'atlas', agentB: 'observer'", 'affinity: 0.55', 'affinity: 0.6'],
    ["agentA: 'sage', agentB: 'growth'", 'affinity: 0.55', 'affinity: 0.6'],
    ["agentA: 'sage', agentB: 'scout'", 'affinity: 0.5', 'affinity: 0.55'],
    ["agentA: 'scout', agentB: 'observer'", 'affinity: 0.5', 'affinity: 0.55'],
    ["agentA: 'scout', agentB: 'growth'", 'affinity: 0.5', 'affinity: 0.55'],
    ["agentA: 'growth', agentB: 'observer'", 'affinity: 0.45', 'affinity: 0.5'],
    ["agentA: 'intel', agentB: 'observer'", 'affinity: 0.4', 'affinity: 0.45'],
    ["agentA: 'atlas', agentB: 'intel'", 'affinity: 0.35', 'affinity: 0.4'],
    ["agentA: 'sage', agentB: 'intel'", 'affinity: 0.3', 'affinity: 0.35'],
  ]),
  ...changesOf('relationships', 'packages/agents/src/relationships/store.ts', [
    ['LOG_KEPT =', '20', '21'],
    ['total_interactions = total_interactions', '+ 1', '+ 2'],
    ['SET affinity', 'round(least(', 'round(greatest('],
    ['SET affinity', '           greatest(', '           least('],
  ]),
  ...changesOf('relationships', 'packages/agents/src/relationships/drift.ts', [
    ['amount: Math.max', 'Math.min(most, steps * STEP)', 'steps * STEP'],
  ]),
];
