import { expect, test } from 'vitest';
import { agreementOf, type PlayedTrade } from './index.ts';

const trade = (changes: Partial<PlayedTrade> = {}): PlayedTrade => ({
  symbol: 'SOL',
  openedAt: new Date('2025-01-02T12:00:00Z'),
  closedAt: new Date('2025-01-02T18:00:00Z'),
  reason: 'stop_loss',
  ...{ entryPrice: 200, exitPrice: 190, quantity: 0.25, feesUsd: 0.1, pnlUsd: -2.6 },
  ...changes,
});

test('the same trades agree, and figures may differ by a billionth', () => {
  expect(agreementOf([trade()], [trade({ pnlUsd: -2.6 + 5e-10 })])).toEqual({ same: 1, exact: 1, differences: [] });
});

test.each([
  ['a millisecond', { closedAt: new Date('2025-01-02T18:00:00.001Z') }, 'only the company'],
  ['another reason', { reason: 'review' }, 'only the lab'],
  ['another token', { symbol: 'WIF' }, 'only the lab'],
])('%s is another trade', (_, changes, fault) => {
  const { same, differences } = agreementOf([trade()], [trade(changes)]);
  expect([same, differences.length]).toEqual([0, 2]);
  expect(differences.join()).toContain(fault);
});

test.each(['entryPrice', 'exitPrice', 'quantity', 'feesUsd', 'pnlUsd'] as const)('%s must agree', (name) => {
  const { same, exact, differences } = agreementOf([trade()], [trade({ [name]: 1.5 })]);
  expect([same, exact]).toEqual([1, 0]);
  expect(differences[0]).toContain(`${name} ${trade()[name]}, in the lab 1.5`);
});
