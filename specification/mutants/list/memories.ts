import { changesOf, type Mutant } from '../mutant.ts';

export const memories: readonly Mutant[] = [
  ...changesOf('memories', 'packages/core/src/loop/memories/memory.ts', [
    ['insight: [', '0.65', '0.64'],
    ['insight: [', '0.85', '0.86'],
    ['pattern: [', '0.7', '0.69'],
    ['pattern: [', '0.9', '0.91'],
    ['strategy: [', '0.75', '0.74'],
    ['strategy: [', '0.9', '0.91'],
    ['preference: [', '0.6', '0.59'],
    ['preference: [', '0.8', '0.81'],
    ['lesson: [', '0.55', '0.54'],
    ['lesson: [', '0.75', '0.76'],
    ['MOST_LIVE', '200', '201'],
  ]),
  ...changesOf('memories', 'packages/core/src/loop/memories/admission.ts', [
    ['draft.confidence >=', '>=', '>'],
    ['Math.min(draft.confidence', 'Math.min', 'Math.max'],
  ]),
  ...changesOf('memories', 'packages/core/src/loop/memories/recall.ts', [
    ["'memory.influence', key)", '>= influence.probability', '< influence.probability'],
    ['types: influence', 'influence.types_used', "['insight', 'preference']"],
    ['minConfidence:', 'influence.min_confidence', '0'],
  ]),
];
