import { expect, test } from 'vitest';
import { foldFeed, joinNews, type Told } from './fold.ts';
import { isHeard, levelOf } from './level.ts';

const told = (id: string, kind: string, more: Partial<Told> = {}): Told => ({
  ...{ id, kind, tradeId: null, proposalId: null },
  occurredAt: `2025-01-06T00:${id.padStart(2, '0')}:00Z`,
  ...more,
});

test.each([
  ['trade.closed', 'money'],
  ['proposal.rejected', 'decisions'],
  ['roundtable.turn', 'everything'],
  ['something.new', 'everything'],
])('%s is heard from %s on', (kind, level) => {
  expect(levelOf(kind)).toBe(level);
  expect([isHeard(kind, 'everything'), isHeard(kind, 'money')]).toEqual([true, level === 'money']);
});

test('what belongs to a trade is one line, headed by what moved money, from its debate on', () => {
  const news = [
    told('5', 'roundtable.ended', { proposalId: 'p' }),
    told('4', 'trade.executed', { proposalId: 'p', tradeId: 't' }),
    told('3', 'proposal.accepted', { proposalId: 'p' }),
    told('2', 'position.watched', { tradeId: 't' }),
  ];
  const [fold, ...others] = foldFeed(news, 'decisions');
  expect(others).toEqual([]);
  expect([fold?.key, fold?.head.id, fold?.rest.map(({ id }) => id)]).toEqual(['t', '4', ['5', '3', '2']]);
});

test('lines stand by the time that they show, newest first', () => {
  const news = [
    told('9', 'position.reviewed', { tradeId: 't' }),
    told('6', 'proposal.rejected', { proposalId: 'q' }),
    told('2', 'trade.executed', { tradeId: 't' }),
  ];
  expect(foldFeed(news, 'decisions').map(({ key }) => key)).toEqual(['q', 't']);
});

test('a quieter level leaves out what it does not hear', () => {
  const news = [told('2', 'trade.closed', { tradeId: 't' }), told('1', 'roundtable.turn', { tradeId: 't' })];
  expect(foldFeed(news, 'money').map(({ rest }) => rest.length)).toEqual([0]);
  expect(foldFeed(news, 'everything').map(({ rest }) => rest.length)).toEqual([1]);
});

test('what was heard and what was read are one list, each once', () => {
  const ids = joinNews([told('3', 'a'), told('2', 'a')], [told('2', 'a'), told('1', 'a')]).map(({ id }) => id);
  expect(ids).toEqual(['3', '2', '1']);
});
