import { expect, test } from 'vitest';
import { foldFeed, joinNews, type Told } from './fold.ts';
import { isHeard, type Level } from './level.ts';

const told = (id: string, level: Level, more: Partial<Told> = {}): Told => ({
  ...{ id, level, tradeId: null, proposalId: null },
  occurredAt: `2025-01-06T00:${id.padStart(2, '0')}:00Z`,
  ...more,
});

test.each([
  ['money', 'money', true],
  ['decisions', 'money', false],
  ['money', 'decisions', true],
  ['everything', 'decisions', false],
] as const)('what is told at %s is heard at %s: %s', (told, at, heard) => {
  expect(isHeard(told, at)).toBe(heard);
});

test('what belongs to a trade is one line, headed by what moved money, from its debate on', () => {
  const news = [
    told('5', 'decisions', { proposalId: 'p' }),
    told('4', 'money', { proposalId: 'p', tradeId: 't' }),
    told('3', 'decisions', { proposalId: 'p' }),
    told('2', 'decisions', { tradeId: 't' }),
  ];
  const [fold, ...others] = foldFeed(news, 'decisions');
  expect(others).toEqual([]);
  expect([fold?.key, fold?.head.id, fold?.rest.map(({ id }) => id)]).toEqual(['t', '4', ['5', '3', '2']]);
});

test('lines stand by the time that they show, newest first', () => {
  const news = [
    told('9', 'decisions', { tradeId: 't' }),
    told('6', 'decisions', { proposalId: 'q' }),
    told('2', 'money', { tradeId: 't' }),
  ];
  expect(foldFeed(news, 'decisions').map(({ key }) => key)).toEqual(['q', 't']);
});

test('a quieter level leaves out what it does not hear', () => {
  const news = [told('2', 'money', { tradeId: 't' }), told('1', 'everything', { tradeId: 't' })];
  expect(foldFeed(news, 'money').map(({ rest }) => rest.length)).toEqual([0]);
  expect(foldFeed(news, 'everything').map(({ rest }) => rest.length)).toEqual([1]);
});

test('what was heard and what was read are one list, each once', () => {
  const ids = joinNews([told('3', 'money'), told('2', 'money')], [told('2', 'money'), told('1', 'money')]).map(
    ({ id }) => id,
  );
  expect(ids).toEqual(['3', '2', '1']);
});
