import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../../market/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import type { Pattern } from './finding.ts';
import { scanCandles } from './scanner.ts';

const QUARTER = 15 * MINUTE_MS;
const NOW = new Date(Date.UTC(2025, 0, 10));

interface Shape {
  readonly close: number;
  readonly volume?: number;
}

/** Bars of a quarter of an hour, the last one closing now. */
const chart = (shapes: readonly Shape[]): readonly Candle[] =>
  shapes.map(({ close, volume = 100 }, i) => {
    const open = shapes[i - 1]?.close ?? close;
    const [high, low] = [Math.max(open, close) * 1.001, Math.min(open, close) * 0.999];
    return { openAt: NOW.getTime() - (shapes.length - i) * QUARTER, open, high, low, close, volume };
  });

const scan = (shapes: readonly Shape[]) =>
  scanCandles(
    scriptedMarket({ A_USDT: 1 }, { barMs: QUARTER, startsAt: NOW, historyOf: () => chart(shapes) }),
    'A_USDT',
    NOW,
  );
const sides = (shapes: readonly Shape[]): Partial<Record<Pattern, string>> =>
  Object.fromEntries(scan(shapes).map((finding) => [finding.pattern, finding.signalType]));

/** Three days that go nowhere. */
const quiet: readonly Shape[] = Array.from({ length: 288 }, (_, i) => ({ close: 100 + Math.sin(i) / 10 }));
const then = (shapes: readonly Shape[]): readonly Shape[] => [...quiet.slice(shapes.length), ...shapes];
const run = (step: number, count: number): readonly Shape[] =>
  Array.from({ length: count }, (_, i) => ({ close: 100 + step * (i + 1) }));
const mirrored = (shapes: readonly Shape[]): readonly Shape[] =>
  shapes.map((shape) => ({ ...shape, close: 200 - shape.close }));

/** A day's rise, a dip to the average and the turn. */
const dip: readonly Shape[] = then([
  ...run(0.08, 110),
  ...[108.4, 107.9, 107.5, 107.3, 108.6].map((close) => ({ close })),
]);

test('a quiet market shows nothing', () => {
  expect(scan(quiet)).toEqual([]);
});

test.each([
  ['a run of four hours', 'top_gainer', then(run(0.3, 16))],
  ['a close above everything of a day', 'breakout', then([{ close: 100.6 }])],
  ['four times the volume on a rise', 'volume_spike', then([100.2, 100.5].map((close) => ({ close, volume: 400 })))],
  ['a rising day that dips to its average and turns', 'pullback', dip],
] as const)('%s is a %s to buy, and its mirror one to sell', (_, pattern, shapes) => {
  expect(sides(shapes)[pattern]).toBe('buy');
  expect(sides(mirrored(shapes))[pattern]).toBe('sell');
});

test('volume without a move is no spike', () => {
  expect(sides(then([100, 100].map((close) => ({ close, volume: 900 }))))).not.toHaveProperty('volume_spike');
});

test('the further the break, the stronger the finding', () => {
  const strength = (close: number) => scan(then([{ close }])).find((one) => one.pattern === 'breakout')?.strength ?? 0;
  expect(strength(101)).toBeGreaterThan(strength(100.6));
});

test('a finding tells its bar and its figures', () => {
  const [found] = scan(then(run(0.3, 16))).filter((one) => one.pattern === 'top_gainer');
  expect(found).toMatchObject({ contract: 'A_USDT', barClosedAt: NOW.getTime() });
  expect(found?.numbers.change4h).toBeCloseTo(104.8 / quietClose(287) - 1, 9);
});

const quietClose = (index: number) => quiet[index]?.close ?? Number.NaN;

test('too short a history shows nothing', () => {
  expect(scan(run(1, 96))).toEqual([]);
});

test('whatever the chart, strengths lie in 0 to 1, figures are finite, and each pattern is seen once', () => {
  const any = fc
    .array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 5000 })), {
      minLength: 97,
      maxLength: 300,
    })
    .map((moves) => {
      let close = 1000;
      return moves.map(([move, volume]): Shape => {
        close = Math.max(1, close + move);
        return { close, volume };
      });
    });
  fc.assert(
    fc.property(any, (shapes) => {
      const found = scan(shapes);
      expect(new Set(found.map((one) => one.pattern)).size).toBe(found.length);
      for (const { strength, numbers } of found) {
        expect(strength > 0 && strength <= 1).toBe(true);
        expect(Object.values(numbers).every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
