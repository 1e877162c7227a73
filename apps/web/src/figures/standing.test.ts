import { expect, test } from 'vitest';
import { linesAbout } from './feed/lines-about.ts';
import { freshnessOf } from './freshness.ts';
import { heldWorth, sayPositions } from './held.ts';
import { spanOf } from './span-of.ts';
import { stopBarOf } from './stop-bar.ts';
import { furthestOf, payoffOf, rOf, stopShareOf, weighed } from './trade-facts.ts';

test.each([
  ['live', 19_999, 1000, 'live'],
  ['live', 20_001, 1000, 'stale'],
  ['live', 0, 60_001, 'stale'],
  ['connecting', 0, 0, 'connecting'],
  ['lost', 0, 0, 'lost'],
] as const)('a link that is %s, silent for %d ms, read %d ms ago, is %s', (...told) => {
  const [link, silentMs, readMs, is] = told;
  expect(freshnessOf({ link, silentMs, readMs })).toBe(is);
});

test.each([
  [
    { stop: '90', entry: '100', now: '95', target: '120' },
    { entryAt: 1 / 3, nowAt: 1 / 6 },
  ],
  [
    { stop: '90', entry: '100', now: '130', target: null },
    { entryAt: 0.5, nowAt: 1 },
  ],
  [{ stop: null, entry: '100', now: '95', target: '120' }, null],
  [{ stop: '90', entry: '100', now: null, target: '120' }, null],
])('between stop and target: %j', (given, bar) => {
  expect(stopBarOf(given)).toEqual(bar);
});

test('what is held is worth its price, or its cost where there is none', () => {
  const held = { id: 'a', instrument: { symbol: 'A' }, quantity: '2', currentPrice: '3', costBasisUsd: '5' };
  expect(heldWorth([held, { ...held, currentPrice: null }])).toBe(11);
  expect([sayPositions(1), sayPositions(2)]).toEqual(['1 position', '2 positions']);
});

const plan = { entryPrice: '100', stopLoss: '95', target: '115' };

test('a plan says how far its stop is and what it may earn for what it may lose', () => {
  expect(stopShareOf(plan)).toBeCloseTo(-0.05);
  expect([payoffOf(plan), payoffOf({ ...plan, target: null })]).toEqual([3, null]);
  expect([rOf('-0.7', '1'), rOf('-0.7', null), rOf('-0.7', '0')]).toEqual([-0.7, null, null]);
  expect(furthestOf({ entryPrice: '100', initialStop: '95' }, '102.5')).toBe(0.5);
});

test('evidence stands by its weight, and what weighs nothing is left out', () => {
  const evidence = [
    { name: 'a', text: 'a', weight: 0.1 },
    { name: 'b', text: 'b', weight: -0.4 },
    { text: 'c', weight: 0 },
  ];
  expect(weighed([...evidence, 'odd', null]).map(({ name }) => name)).toEqual(['b', 'a']);
});

test('a chart shows a trade with as much before and behind it, and what is held up to now', () => {
  const openedAt = '2025-01-06T00:00:00.000Z';
  expect(spanOf({ openedAt, closedAt: '2025-01-07T00:00:00.000Z' }, 15)).toEqual({
    count: 192,
    to: '2025-01-07T12:00:00.000Z',
  });
  expect(spanOf({ openedAt, closedAt: null }, 15).to).toBeUndefined();
});

test('news are about lines of the API', () => {
  expect(linesAbout('trade.closed')).toContain('GET /api/portfolio');
  expect(linesAbout('trading.state_changed')).toContain('GET /api/trading-state');
  expect(linesAbout('something.new')).toEqual([]);
});
