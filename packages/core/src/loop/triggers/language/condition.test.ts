import { expect, test } from 'vitest';
import { asksBooks, type Condition, conditionFault, matches, pathsOf } from './condition.ts';

const nested = (levels: number): Condition =>
  Array.from({ length: levels }).reduce<Condition>((inner) => ({ $and: [inner] }), { kind: 'x' });

test.each<readonly [Condition, boolean]>([
  [{}, true],
  [{ kind: 'trade.closed' }, true],
  [{ kind: { $eq: 'trade.opened' } }, false],
  [{ kind: { $ne: 'trade.opened' } }, true],
  [{ 'fields.pnlPct': { $gt: 0.5 } }, false],
  [{ 'fields.pnlPct': { $gte: 0.5 } }, true],
  [{ 'fields.pnlPct': { $lt: 0.5 } }, false],
  [{ 'fields.pnlPct': { $lte: 0.5 } }, true],
  [{ kind: { $in: ['trade.closed', 'x'] } }, true],
  [{ kind: { $nin: ['trade.closed', 'x'] } }, false],
  [{ 'fields.reason': { $exists: false } }, true],
  [{ 'fields.pnlPct': { $not: { $gt: 1 } } }, true],
  [{ tags: { $all: ['trade', 'closed'] } }, true],
  [{ tags: { $size: 3 } }, false],
  [{ rows: { $elemMatch: { n: { $gt: 1 } } } }, true],
  [{ 'fields.count': { $mod: [4, 3] } }, true],
  [{ 'fields.count': { $type: 'string' } }, false],
  [{ $and: [{ kind: 'trade.closed' }, { tags: 'trade' }] }, true],
  [{ $or: [{ kind: 'x' }, { tags: 'trade' }] }, true],
  [{ $nor: [{ kind: 'x' }, { tags: 'trade' }] }, false],
])('%j of a closed trade: %s', (query, answer) => {
  const facts = {
    kind: 'trade.closed',
    tags: ['trade', 'closed'],
    fields: { pnlPct: 0.5, count: 7 },
    rows: [{ n: 1 }, { n: 2 }],
  };
  expect(conditionFault(query)).toBeNull();
  expect(matches(query, facts)).toBe(answer);
});

test.each([null, 'x', 7, [{ kind: 'x' }]])('%j is no query', (query) => {
  expect(conditionFault(query)).toBe('must be an object');
});

test.each(['$where', '$expr', '$regex', '$function'])(
  '%s does more than compare and is refused by name',
  (operator) => {
    const fault = conditionFault({ kind: { [operator]: '1' } });
    expect(fault).toContain(`${operator} is not an operator that a condition may use; it may use $and, $or, $nor, $eq`);
    expect(matches({ kind: { [operator]: '1' } }, { kind: '1' })).toBe(false);
  },
);

test('code among the values is refused', () => {
  expect(conditionFault({ kind: () => true })).toBe('must be data, not code');
});

test('a query of 4,000 signs is taken, a longer one is not', () => {
  const long = (length: number) => ({ k: 'x'.repeat(length - JSON.stringify({ k: '' }).length) });
  expect(conditionFault(long(4000))).toBeNull();
  expect(conditionFault(long(4001))).toBe('must be at most 4000 characters');
});

test('a query of eight levels is taken, a deeper one is not', () => {
  // An operator, its list and what is in it: each join is two levels, and the value a last one.
  expect(conditionFault(nested(3))).toBeNull();
  expect(conditionFault(nested(4))).toBe('must be at most 8 levels deep');
});

test('a query that cannot be run says so', () => {
  expect(conditionFault({ $or: 'x' })).toContain('is no query: ');
});

test('the facts that a query asks about are its names, through every join', () => {
  const query = { kind: 'x', $or: [{ 'fields.pnlPct': { $gt: 1 } }, { $and: [{ 'portfolio.cashUsd': 3 }] }] };
  expect(pathsOf(query)).toEqual(['kind', 'fields.pnlPct', 'portfolio.cashUsd']);
  expect(pathsOf('x')).toEqual([]);
  expect(pathsOf({ $eq: 3 })).toEqual([]);
});

test.each<readonly [Condition, boolean]>([
  [{ portfolio: { $exists: true } }, true],
  [{ $or: [{ kind: 'x' }, { 'portfolio.drawdown': { $gt: 0.1 } }] }, true],
  [{ 'portfolios.x': 1 }, false],
  [{ 'fields.portfolio': 1 }, false],
  [{}, false],
])('%j asks about the books: %s', (query, answer) => {
  expect(asksBooks(query)).toBe(answer);
});
