import { expect, test } from 'vitest';
import { defaultPolicies, policyKeys, policySchemas } from './index.ts';

test('the values that a company starts with are what their schemas take', () => {
  for (const key of policyKeys) expect(policySchemas[key].safeParse(defaultPolicies[key]).error, key).toBeUndefined();
});

const { protections } = defaultPolicies;

test.each([
  ['a part of equity in percent', { daily_loss_limit: { ...protections.daily_loss_limit, threshold: 5 } }],
  ['a negative one', { max_drawdown: { ...protections.max_drawdown, threshold: -0.15 } }],
  ['one that anything reaches', { max_drawdown: { ...protections.max_drawdown, threshold: 0 } }],
  ['half a stop-out', { stop_loss_guard: { ...protections.stop_loss_guard, threshold: 0.5 } }],
  ['a lock until no date', { cooldown_after_loss: { ...protections.cooldown_after_loss, lock_minutes: 1e300 } }],
  ['a look back to no date', { low_profit_lock: { ...protections.low_profit_lock, lookback_minutes: 1e300 } }],
])('protections with %s are refused: a trade that closes must be able to read them', (_, change) => {
  expect(policySchemas.protections.safeParse({ ...protections, ...change }).success).toBe(false);
});

test('a cooldown that no date can be reckoned with is refused', () => {
  const [pattern] = defaultPolicies.reaction_matrix.patterns;
  const matrix = { patterns: [{ ...pattern, cooldown: 1e300 }] };
  expect(policySchemas.reaction_matrix.safeParse(matrix).success).toBe(false);
  const initiative = { ...defaultPolicies.initiative_policy, cooldown_hours: 1e300 };
  expect(policySchemas.initiative_policy.safeParse(initiative).success).toBe(false);
});
