import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess, type HeldRisk, type PortfolioFacts, twinsOf } from './assessment.ts';

const held = (symbol: string, valueUsd: number, riskUsd: number): HeldRisk => ({
  positionId: symbol,
  instrumentId: symbol,
  ...{ symbol, valueUsd, riskUsd, silentFor: null },
});
const facts = (changes: Partial<PortfolioFacts> = {}): PortfolioFacts => ({
  equityUsd: 1000,
  drawdown: 0.02,
  dayPnlUsd: -5,
  held: [held('BONK', 60, 6), held('SOL', 60, 3)],
  twins: { one: 'BONK', other: 'SOL', correlation: 0.5 },
  maxRisk: 0.05,
  ...changes,
});

test('a book within its limits worries nobody', () => {
  expect(assess(facts())).toEqual({ exposure: 0.12, risk: 0.009, worries: [], reduce: null });
});

test('stops that would cost more than the policy allows lead to the riskiest position', () => {
  const { worries, reduce } = assess(facts({ held: [held('BONK', 60, 40), held('SOL', 60, 20)] }));
  expect(worries).toEqual(['all stops together would cost 6.0 % of equity, 5.0 % is the most']);
  expect(reduce).toMatchObject({ symbol: 'BONK' });
});

test.each<[string, Partial<PortfolioFacts>]>([
  ['60.0 % of equity is in the market', { held: [held('BONK', 600, 6)] }],
  ['BONK and SOL move as one (correlation 0.93)', { twins: { one: 'BONK', other: 'SOL', correlation: 0.93 } }],
  ['equity is 12.0 % below its peak', { drawdown: 0.12 }],
  ['the day stands at −4.0 %', { dayPnlUsd: -40 }],
])('%s: SAGE says so', (worry, changes) => {
  expect(assess(facts(changes))).toMatchObject({ worries: [worry], reduce: null });
});

test('what has no fresh price is a worry, and is not what she would halve', () => {
  const blind = { ...held('BONK', 60, 40), silentFor: '3.0 hours' };
  const { worries, reduce } = assess(facts({ held: [blind, held('SOL', 60, 20)] }));
  expect(worries[0]).toBe('there has been no price of BONK for 3.0 hours, so its stop is not watched');
  expect(reduce).toMatchObject({ symbol: 'SOL' });
});

test('the twins are the two that move most alike, by name in the order in which they are held', () => {
  const walk = (phase: number) => Array.from({ length: 30 }, (_, i) => 100 + 10 * Math.sin(i + phase));
  const tokens = [
    { symbol: 'FAR', closes: walk(2) },
    { symbol: 'BONK', closes: walk(0) },
    { symbol: 'NEW', closes: [1] },
    { symbol: 'SOL', closes: walk(0.1) },
  ];
  expect(twinsOf(tokens)).toMatchObject({ one: 'BONK', other: 'SOL' });
  expect(twinsOf(tokens.slice(1, 3))).toBeNull();
});

test('more at risk never worries less', () => {
  const usd = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(usd, usd, (a, b) => {
      const worries = (riskUsd: number) => assess(facts({ held: [held('BONK', 60, riskUsd)] })).worries.length;
      expect(worries(Math.max(a, b))).toBeGreaterThanOrEqual(worries(Math.min(a, b)));
    }),
  );
});
