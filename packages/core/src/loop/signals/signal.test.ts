import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../kernel/text/index.ts';
import { plainSource, postedSignal } from './signal.ts';

test('half a character that a cut leaves is left out: it could not be stored', () => {
  expect(plainText('ab😀cd', 3)).toBe('ab');
  expect(plainText('ab😀cd', 4)).toBe('ab😀');
});

test('whatever is posted, what is kept is short, visible and whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(64), (text, max) => {
      const kept = plainText(text, max);
      expect(kept.length).toBeLessThanOrEqual(max);
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test.each([
  [{ confidence: Number.NaN }],
  [{ confidence: Number.POSITIVE_INFINITY }],
  [{ confidence: -0.01 }],
  [{ metadata: { deep: { a: { b: { c: { d: { e: { f: 1 } } } } } } } }],
  [{ metadata: { long: 'x'.repeat(8001) } }],
  [{ metadata: { ['k'.repeat(65)]: 1 } }],
])('a signal with %j is none', (change) => {
  expect(postedSignal.safeParse({ source: 's', token: 'BONK', signalType: 'buy', ...change }).success).toBe(false);
});

test('nobody outside speaks in the name of a strategy, however it is written; the company’s own code does', () => {
  const named = (trust: 'trusted' | 'untrusted', source = 'strategy:trend') => plainSource({ source, trust });
  expect(named('trusted')).toBe('strategy:trend');
  for (const source of ['strategy:trend', ' strategy:trend', 'strategy:\u200Btrend', `strategy:${'x'.repeat(80)}`])
    expect(named('untrusted', source)).toMatch(/^posted strategy:/);
  expect(named('untrusted', 'scanner')).toBe('scanner');
});
