import { agentIds } from '@atc/core/company/roster';
import { expect, test } from 'vitest';
import { initialPairs } from './index.ts';

test('each of the fifteen pairs stands once, in the order of the roster', () => {
  const wanted = agentIds.flatMap((a, i) => agentIds.slice(i + 1).map((b) => `${a} ${b}`));
  expect(initialPairs.map(({ agentA, agentB }) => `${agentA} ${agentB}`).sort()).toEqual(wanted.sort());
});

test('affinities start within 0.10 and 0.95', () => {
  for (const { affinity } of initialPairs) {
    expect(affinity).toBeGreaterThanOrEqual(0.1);
    expect(affinity).toBeLessThanOrEqual(0.95);
  }
});

test('two pairs start with enough tension for a debate', () => {
  expect(initialPairs.filter(({ affinity }) => affinity < 0.4)).toHaveLength(2);
});
