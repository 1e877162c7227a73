import { expect, test } from 'vitest';
import { fieldOf } from './field-of.ts';

const executed = (fields: unknown) => ({ kind: 'trade.executed', fields });

test('a field of a stored event is what its kind says it is', () => {
  expect(fieldOf(executed({ side: 'buy', slippageBps: 4 }), 'side')).toBe('buy');
  expect(fieldOf(executed({ slippageBps: 4 }), 'slippageBps')).toBe(4);
  expect(fieldOf(executed({ stopLoss: null }), 'stopLoss')).toBeNull();
});

test.each([
  ['holds something else there', executed({ side: 'sideways' })],
  ['does not hold it', executed({})],
  ['holds no fields', executed(null)],
  ['holds a text for fields', executed('buy')],
  ['is of a kind that has no such field', { kind: 'risk.warning', fields: { side: 'buy' } }],
  ['is of a kind that nobody knows any more', { kind: 'trade.dreamt', fields: { side: 'buy' } }],
])('an event that %s has none', (_, event) => {
  expect(fieldOf(event, 'side')).toBeNull();
});
