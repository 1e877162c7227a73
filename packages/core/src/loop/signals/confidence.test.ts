import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { type Candle, indicatorsOf, openSimulatedMarket } from '../../market/index.ts';
import { assessSignal, type SignalFacts } from './confidence.ts';

const none = { wins: 0, losses: 0, averagePct: 0 };

interface Drawing {
  readonly count: number;
  readonly intervalMs: number;
  volume(index: number): number;
}

/** Bars that go from one price to another, each with some range of its own. */
const walk = (
  from: number,
  to: number,
  { count = 120, intervalMs = HOUR_MS, volume = (_: number) => 100 }: Partial<Drawing> = {},
): readonly Candle[] =>
  Array.from({ length: count }, (_, i) => {
    const at = (n: number) => from + ((to - from) * n) / count + Math.sin(n) * 0.2;
    const [open, close] = [at(i), at(i + 1)];
    return {
      openAt: i * intervalMs,
      open,
      close,
      high: Math.max(open, close) + 0.3,
      low: Math.min(open, close) - 0.3,
      volume: volume(i),
    };
  });

const facts = (changes: Partial<SignalFacts> = {}): SignalFacts => {
  const given = {
    hours: walk(100, 100),
    quarters: walk(100, 100, { intervalMs: HOUR_MS / 4 }),
    fives: walk(100, 100, { intervalMs: HOUR_MS / 12 }),
    signalType: 'buy' as const,
    sourceRecord: none,
    claimedConfidence: null,
    regime: null,
    ...changes,
  };
  return { ...given, hourly: indicatorsOf(given.hours), quarterly: indicatorsOf(given.quarters) };
};
const rising = facts({
  hours: walk(100, 112),
  quarters: walk(109, 112, { intervalMs: HOUR_MS / 4 }),
  fives: walk(110, 112, { intervalMs: HOUR_MS / 12 }),
});
const falling = facts({
  hours: walk(112, 100),
  quarters: walk(103, 100, { intervalMs: HOUR_MS / 4 }),
  fives: walk(102, 100, { intervalMs: HOUR_MS / 12 }),
});
const confidence = (given: SignalFacts) => assessSignal(given)?.confidence ?? Number.NaN;

/** Real-looking charts: tokens of the simulated market at any hour of two weeks. */
const market = openSimulatedMarket({ seed: 'confidence' });
const charts = fc.record({
  contract: fc.constantFrom(...market.contracts().map((listed) => listed.contract)),
  hour: fc.integer({ min: 0, max: 14 * 24 }),
  signalType: fc.constantFrom('buy', 'sell', 'scale'),
});
const factsOf = ({
  contract,
  hour,
  signalType,
}: {
  contract: string;
  hour: number;
  signalType: SignalFacts['signalType'];
}) => {
  const now = new Date(market.startsAt.getTime() + hour * HOUR_MS);
  const bars = (intervalMs: number, count: number) => market.bars(contract, { intervalMs, count }, now);
  return facts({
    hours: bars(HOUR_MS, 120),
    quarters: bars(HOUR_MS / 4, 120),
    fives: bars(HOUR_MS / 12, 150),
    signalType,
  });
};
const record = fc.record({
  wins: fc.nat({ max: 200 }),
  losses: fc.nat({ max: 200 }),
  averagePct: fc.constant(0),
});
const property = <T>(values: fc.Arbitrary<T>, holds: (given: SignalFacts, value: T) => void) =>
  fc.assert(
    fc.property(charts, values, (chart, value) => {
      holds(factsOf(chart), value);
    }),
    { numRuns: 60 },
  );

test('a rise speaks for buying and against selling, a fall the other way round', () => {
  for (const [chart, side, other] of [
    [rising, 'buy', 'sell'],
    [falling, 'sell', 'buy'],
  ] as const) {
    expect(confidence({ ...chart, signalType: side })).toBeGreaterThan(0.5);
    expect(confidence({ ...chart, signalType: other })).toBeLessThan(0.25);
  }
});

test('a chart that goes nowhere is not worth a trade', () => {
  expect(confidence(facts())).toBeLessThan(0.6);
});

test('volume on a rise raises it', () => {
  const loud = walk(109, 112, { intervalMs: HOUR_MS / 4, volume: (i) => (i > 115 ? 400 : 100) });
  expect(confidence({ ...rising, quarters: loud })).toBeGreaterThan(confidence(rising));
});

test('the confidence is the evidence, item by item, and lies in 0 to 1', () => {
  property(fc.constant(null), (given) => {
    const found = assessSignal(given);
    const odds = (found?.evidence ?? []).reduce((sum, item) => sum + item.weight, -0.15);
    expect(found?.confidence).toBeCloseTo(1 / (1 + Math.exp(-odds)), 3);
    expect(found?.confidence).toBeGreaterThanOrEqual(0);
    expect(found?.confidence).toBeLessThanOrEqual(1);
    expect((found?.evidence ?? []).every((item) => item.text !== '' && Number.isFinite(item.value))).toBe(true);
  });
});

test('the strongest evidence comes first', () => {
  property(fc.constant(null), (given) => {
    const weights = (assessSignal(given)?.evidence ?? []).map((item) => Math.abs(item.weight));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });
});

test('what the sender claims moves it by 0.02 at most, never the wrong way', () => {
  property(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    (given, claims) => {
      const [low, high] = claims.toSorted((a, b) => a - b) as [number, number];
      const claiming = (claimedConfidence: number) => confidence({ ...given, claimedConfidence });
      expect(Math.abs(claiming(high) - confidence(given))).toBeLessThanOrEqual(0.02 + 1e-4);
      expect(claiming(high)).toBeGreaterThanOrEqual(claiming(low));
    },
  );
});

test('a better record never lowers it, and a short one hardly moves it', () => {
  property(record, (given, sourceRecord) => {
    const with_ = (wins: number, losses: number) =>
      confidence({ ...given, sourceRecord: { wins, losses, averagePct: 0 } });
    const { wins, losses } = sourceRecord;
    expect(with_(wins + 1, losses)).toBeGreaterThanOrEqual(with_(wins, losses));
    expect(with_(wins, losses + 1)).toBeLessThanOrEqual(with_(wins, losses));
    expect(Math.abs(with_(1, 0) - with_(0, 0))).toBeLessThan(0.02);
  });
});

test('a source that wins often and still loses money is believed less', () => {
  const paying = (averagePct: number) => confidence({ ...rising, sourceRecord: { wins: 12, losses: 8, averagePct } });
  expect(paying(-0.05)).toBeLessThan(paying(0));
  expect(paying(0.05)).toBeGreaterThan(paying(0));
  expect(Math.abs(paying(9) - paying(0))).toBeLessThan(0.1);
});

test('what is a good buy is no good sell', () => {
  property(fc.constant(null), (given) => {
    const buy = confidence({ ...given, signalType: 'buy' });
    const sell = confidence({ ...given, signalType: 'sell' });
    expect(Math.min(buy, sell)).toBeLessThan(0.6);
  });
});

test('the same chart gives the same answer', () => {
  property(fc.constant(null), (given) => expect(assessSignal(given)).toEqual(assessSignal(given)));
});

test('too few hours are no ground for any confidence', () => {
  expect(assessSignal(facts({ hours: walk(100, 112, { count: 29 }) }))).toBeNull();
  expect(assessSignal(facts({ hours: [], quarters: [], fives: [] }))).toBeNull();
});
