import { expect, test } from 'vitest';
import { matching } from './entries.ts';

const entries = [
  { name: 'Trades', kind: 'page', to: '/trades' },
  { name: 'SAGE', kind: 'agent', to: '/agents/sage' },
  { name: 'Agents', kind: 'page', to: '/agents' },
];
const names = (typed: string) => matching(entries, typed).map(({ name }) => name);

test('what begins with what was typed comes first, and nothing typed shows all', () => {
  expect(names('ag')).toEqual(['Agents', 'Trades', 'SAGE']);
  expect(names('')).toHaveLength(3);
});

test('all words must fit, in any order', () => {
  expect(names('agent sage')).toEqual(['SAGE']);
  expect(names('sage page')).toEqual([]);
});
