import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import { DAY_MS } from '../../../kernel/time/index.ts';
import { type Standing, sayStanding, standingOf } from './standing.ts';

const from = new Date('2025-01-01T00:00:00Z');
const to = new Date(from.getTime() + 9 * DAY_MS);
const books = { equityUsd: new Decimal('993'), startingCapitalUsd: new Decimal(1000), transfersUsd: new Decimal(0) };
const sum = { trades: 12, wins: 3, losses: 9, contracts: ['A', 'B'] };
const held = (contract: string) => (contract === 'A' ? -0.2 : -0.05);

test('the result is what equity has beyond all that was paid in, beside holding equal parts', () => {
  expect(standingOf({ from, to, books, sum, held })).toMatchObject({
    resultUsd: new Decimal(-7),
    return: -0.007,
    holding: -0.125,
  });
  const paid = { ...books, transfersUsd: new Decimal(-100) };
  const { capitalUsd, resultUsd } = standingOf({ from, to, books: paid, sum, held });
  expect([capitalUsd.toFixed(), resultUsd.toFixed()]).toEqual(['900', '93']);
});

test('nothing that was paid in has no return', () => {
  const none = { equityUsd: new Decimal(0), startingCapitalUsd: new Decimal(5), transfersUsd: new Decimal(-5) };
  expect(standingOf({ from, to, books: none, sum, held }).return).toBe(0);
});

const standing: Standing = { ...standingOf({ from, to, books, sum, held }) };

test.each([
  [
    {},
    'It is down 0.7 % since it opened 9.0 days ago; holding the same tokens would be down 12.5 %. 3 of 12 trades won.',
  ],
  [{ return: 0.021, holding: 0.004, wins: 1, trades: 1 }, /up 2\.1 % .* would be up 0\.4 %\. 1 of 1 trade won\.$/],
  [{ return: 0.0001, holding: -0.0004 }, /^It is where it began since .* would be where it began\./],
  [{ holding: null, trades: 0, wins: 0 }, 'It opened 9.0 days ago and has not traded yet.'],
  [{ trades: 0, wins: 0 }, /No trade has closed yet\.$/],
  [{ holding: null }, 'It is down 0.7 % since it opened 9.0 days ago. 3 of 12 trades won.'],
])('with %j it is said in sentences', (changes: Partial<Standing>, said) => {
  const sentence = sayStanding({ ...standing, ...changes });
  if (typeof said === 'string') expect(sentence).toBe(said);
  else expect(sentence).toMatch(said);
});
