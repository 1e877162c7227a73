import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { differencesOf } from './holdings.ts';

test('holdings differ where either side holds more, or what the other does not know', () => {
  const of = (holdings: Readonly<Record<string, number>>) =>
    Object.entries(holdings).map(([instrumentId, quantity]) => ({ instrumentId, quantity: new Decimal(quantity) }));
  const differences = differencesOf(of({ same: 5, more: 7, lost: 1, none: 0 }), of({ same: 5, more: 6, found: 2 }));
  expect(differences.map(({ instrumentId, ours, venue }) => [instrumentId, ours.toNumber(), venue.toNumber()])).toEqual(
    [
      ['more', 7, 6],
      ['lost', 1, 0],
      ['found', 0, 2],
    ],
  );
});
