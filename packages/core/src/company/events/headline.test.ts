import { expect, test } from 'vitest';
import { headline } from './headline.ts';

test.each([
  ['SCOUT bought 3 ETH', 'scout', 'bought 3 ETH'],
  ['SAGE: Exposure first.', 'sage', 'Exposure first.'],
  ['SAGE: Exposure first.', 'atlas', 'SAGE: Exposure first.'],
  ['SCOUTS are not SCOUT', 'scout', 'SCOUTS are not SCOUT'],
])('%j of %s reads %j', (title, agent, shown) => {
  expect(headline(title, agent)).toBe(shown);
});
