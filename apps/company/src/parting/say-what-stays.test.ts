import { Decimal } from '@atc/core/kernel/money';
import { expect, test } from 'vitest';
import { sayLeft } from './say-what-stays.ts';

const held = { symbol: 'NVDA', quantity: new Decimal('2.5'), venue: 'webull' };

test.each([
  [null, null, '2.5 NVDA stay held: NOTHING SELLS THEM UNTIL THE COMPANY RUNS AGAIN.'],
  ['110.5', '2', '2.5 NVDA stay held: webull sells 2 of them at 110.5, also while the company does not run.'],
  ['110.5', '2.5', '2.5 NVDA stay held: webull sells them at 110.5, also while the company does not run.'],
] as const)('a stop that rests at %s for %s', (restsAt, stopQuantity, said) => {
  const rest =
    restsAt && stopQuantity ? { restsAt: new Decimal(restsAt), stopQuantity: new Decimal(stopQuantity) } : null;
  expect(sayLeft({ ...held, ...(rest ?? { restsAt: null, stopQuantity: null }) })).toBe(said);
});
