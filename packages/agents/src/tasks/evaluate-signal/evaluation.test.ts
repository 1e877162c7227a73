import type { Odds } from '@atc/core/desk/odds';
import { expect, test } from 'vitest';
import { type EvaluationFacts, evaluateSignal } from './evaluation.ts';

const losing: Odds = {
  ...{ probability: 0.27, of: 200, paid: 50, needs: 0.45, telling: true, shown: 'loses' },
  edge: { mean: -0.3, low: -0.5, high: -0.1 },
};

const facts = (changes: Partial<EvaluationFacts> = {}): EvaluationFacts => ({
  signalType: 'buy',
  confidence: 0.7,
  odds: null,
  rewardRisk: 2,
  freePositions: 2,
  nearestCorrelation: 0.4,
  nearestSymbol: 'SOL',
  drawdown: 0.01,
  dayPnlPct: 0,
  heldPnlPct: null,
  ...changes,
});

test('a buy with an edge and room for it is worth proposing', () => {
  expect(evaluateSignal(facts())).toEqual({ worthwhile: true, objections: [] });
});

test.each([
  ['being shown to lose', { odds: losing }, 'of 200 such forecasts 25 % paid, 45 % are needed, which loses'],
  ['a thin reward', { rewardRisk: 1.2 }, 'reward'],
  ['no free position', { freePositions: 0 }, 'slot'],
  ['a twin in the book', { nearestCorrelation: 0.9 }, 'SOL'],
  ['a deep drawdown', { drawdown: 0.12 }, '12.0 %'],
  ['a bad day', { dayPnlPct: -0.04 }, '−4.0 %'],
])('%s speaks against a buy', (_, changes, word) => {
  const { worthwhile, objections } = evaluateSignal(facts(changes));
  expect(worthwhile).toBe(false);
  expect(objections.join()).toContain(word);
});

test('a sell takes profits, and cuts a loser only when it is sure', () => {
  const sell = (heldPnlPct: number | null, confidence: number) =>
    evaluateSignal(facts({ signalType: 'sell', heldPnlPct, confidence, freePositions: 0 })).worthwhile;
  expect(sell(0.05, 0.62)).toBe(true);
  expect(sell(-0.05, 0.62)).toBe(false);
  expect(sell(-0.05, 0.75)).toBe(true);
  expect(sell(null, 0.79)).toBe(false);
});

test('only a winner is scaled up', () => {
  expect(evaluateSignal(facts({ signalType: 'scale', heldPnlPct: 0.02, freePositions: 0 })).worthwhile).toBe(true);
  expect(evaluateSignal(facts({ signalType: 'scale', heldPnlPct: -0.02 })).worthwhile).toBe(false);
});

test('what nothing was shown of is tried out', () => {
  const odds = { ...losing, edge: { mean: -0.1, low: -0.4, high: 0.2 }, shown: null };
  expect(evaluateSignal(facts({ odds })).worthwhile).toBe(true);
});

test('what a strategy found is worth what its trades came to, with or without a target', () => {
  const found = (foundMean: number) => evaluateSignal(facts({ foundMean, rewardRisk: null }));
  expect(found(0.004)).toEqual({ worthwhile: true, objections: [] });
  expect(found(-0.004).objections).toEqual(['the trades of its strategy came to −0.4 % on average']);
});
