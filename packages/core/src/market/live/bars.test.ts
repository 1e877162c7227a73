import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsOf, type Tick } from './bars.ts';

const MINUTE = 60_000;
const tick = (at: number, price: number, changes: Partial<Tick> = {}): Tick => ({
  contract: 'SOL',
  price,
  at,
  turnoverUsd: 1000,
  ...changes,
});

test('prices of one minute are one bar: first, highest, lowest, last', () => {
  const bars = barsOf([tick(MINUTE, 2), tick(MINUTE + 1, 4), tick(MINUTE + 2, 1), tick(2 * MINUTE - 1, 2)], MINUTE);
  // A fifth of 1,000 USD in five minutes, at the last price of 2
  expect(bars).toEqual([
    { contract: 'SOL', candle: { openAt: MINUTE, open: 2, high: 4, low: 1, close: 2, volume: 100 } },
  ]);
});

test('the volume is what was last told, not a sum', () => {
  const [bar] = barsOf([tick(0, 2, { turnoverUsd: 9000 }), tick(1, 2, { turnoverUsd: 50 })], MINUTE);
  expect(bar?.candle.volume).toBe(5);
});

test('the turn of a minute begins another bar, and a minute without a price has none', () => {
  const opens = barsOf([tick(0, 2), tick(MINUTE, 2), tick(3 * MINUTE + 5, 2)], MINUTE).map((bar) => bar.candle.openAt);
  expect(opens).toEqual([0, MINUTE, 3 * MINUTE]);
});

test('contracts do not mix', () => {
  const bars = barsOf([tick(0, 2), tick(1, 90, { contract: 'BTC' }), tick(2, 3)], MINUTE);
  expect(bars.map(({ contract, candle }) => [contract, candle.open, candle.close])).toEqual([
    ['SOL', 2, 3],
    ['BTC', 90, 90],
  ]);
});

test('a turnover that is not known is no volume', () => {
  expect(barsOf([tick(0, 2, { turnoverUsd: 0 })], MINUTE)[0]?.candle.volume).toBe(0);
});

test('whatever is seen, every price lies in the one bar of its minute', () => {
  const anyTick = fc.record({
    at: fc.integer({ min: 0, max: 10 * MINUTE }),
    price: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyTick), (seen) => {
      const bars = barsOf(
        seen.map(({ at, price }) => tick(at, price)),
        MINUTE,
      );
      for (const { at, price } of seen) {
        const of = bars.filter(({ candle }) => candle.openAt <= at && at < candle.openAt + MINUTE);
        expect(of).toHaveLength(1);
        expect(of.every(({ candle }) => candle.low <= price && price <= candle.high)).toBe(true);
      }
    }),
  );
});
