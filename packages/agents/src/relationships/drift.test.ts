import { expect, test } from 'vitest';
import { driftsOf } from './drift.ts';

test('agreement brings two closer, doubt apart, never by more than the limit', () => {
  const turns = [
    { agentId: 'atlas', stance: null },
    { agentId: 'sage', stance: 'agrees' },
    { agentId: 'intel', stance: 'doubts' },
    { agentId: 'sage', stance: 'doubts' },
    { agentId: 'intel', stance: 'doubts' },
    { agentId: 'sage', stance: 'doubts' },
  ] as const;
  expect(driftsOf(turns, 0.03)).toEqual([
    { one: 'atlas', other: 'sage', amount: 0.01 },
    { one: 'intel', other: 'sage', amount: -0.03 },
  ]);
});

test('what is conceded and disputed counts for whose claim it was, whoever spoke in between', () => {
  const turns = [
    { agentId: 'atlas', stance: null },
    { agentId: 'intel', stance: null, to: 'atlas' },
    { agentId: 'sage', stance: 'doubts', to: 'atlas' },
  ] as const;
  expect(driftsOf(turns, 0.03)).toEqual([{ one: 'atlas', other: 'sage', amount: -0.01 }]);
});

test('who only listened does not drift', () => {
  expect(
    driftsOf(
      [
        { agentId: 'atlas', stance: null },
        { agentId: 'sage', stance: null },
      ],
      0.03,
    ),
  ).toEqual([]);
});
