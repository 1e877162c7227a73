import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '../bar-columns.ts';
import type { Candle } from '../candle.ts';
import { columnsFor, openedBy } from '../candle-columns.ts';
import { closedBars } from '../closed-bars.ts';
import { indicatorsOf } from '../indicators/index.ts';
import type { Market } from '../market.ts';
import { openSimulatedMarket } from '../simulated/index.ts';
import { seriesMarket } from './series-market.ts';

const MINUTE = 60_000;
const FIVE = 5 * MINUTE;
const HOUR = 12 * FIVE;
const START = Date.UTC(2025, 0, 1);

/** A market of these tokens as a recording plays it: every bar is made again for each read. */
function playedAfresh(tokens: Readonly<Record<string, readonly Candle[]>>): Market {
  const columns = new Map(
    Object.entries(tokens).map(([contract, bars]) => {
      const made = columnsFor(bars.length);
      for (const bar of bars) made.push(bar);
      return [contract, made];
    }),
  );
  const opens = Object.values(tokens).flatMap((bars) => bars.map(({ openAt }) => openAt));
  return {
    name: 'replay',
    range: 'drawn',
    barMs: FIVE,
    startsAt: new Date(START),
    endsAt: new Date(START + 400 * FIVE),
    contracts: () =>
      Object.keys(tokens).map((contract) => ({
        ...{ contract, symbol: contract, quote: 'USDT', decimals: 4, tick: '0.01', minQuantity: '0.0001' },
        firstBarAt: new Date(START),
      })),
    ...closedBars(FIVE, (contract) => {
      const known = columns.get(contract);
      return known && { closedBy: (at) => openedBy(known, at - FIVE), at: known.at };
    }),
    nextBarCloseAfter: (now) => {
      const next = Math.min(...opens.map((at) => at + FIVE).filter((at) => at > now.getTime()));
      return Number.isFinite(next) ? new Date(next) : null;
    },
  };
}

const price = fc.double({ min: 0.5, max: 2, noNaN: true });
const shape = fc.tuple(price, price, price, price, fc.constantFrom(0, 1, 2.5, 1e6));
/** Bars with gaps, flat stretches and bars without volume. */
const token = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 3, max: 399 }), { minLength: 1, maxLength: 380, size: 'max' }),
    fc.array(shape, { minLength: 1, maxLength: 12 }),
  )
  .map(([slots, shapes]) =>
    slots
      .sort((a, b) => a - b)
      .map((slot, i): Candle => {
        const [open, close, a, b, volume] = shapes[i % shapes.length] ?? [1, 1, 1, 1, 0];
        const [high, low] = [Math.max(open, close, a, b), Math.min(open, close, a, b)];
        return { openAt: START + slot * FIVE, open, high, low, close, volume };
      }),
  );
/** An hour of bars that stand still. */
const dull: readonly Candle[] = Array.from({ length: 12 }, (_, i) => ({
  ...{ openAt: START + i * FIVE, open: 1, high: 1, low: 1, close: 1, volume: 1 },
}));
const instant = fc.integer({ min: -3 * FIVE, max: 403 * FIVE }).map((ms) => new Date(START + ms));
const query = fc.record({
  intervalMs: fc.constantFrom(FIVE, 3 * FIVE, HOUR, 4 * HOUR),
  count: fc.integer({ min: 1, max: 130 }),
});

test('every read is what the bars made afresh say, with gaps, at any instant', () => {
  fc.assert(
    fc.property(fc.tuple(token, token), query, fc.tuple(instant, instant), ([a, b], asked, [now, other]) => {
      const afresh = playedAfresh({ A: a, B: b });
      const kept = seriesMarket(afresh, new Date(START + 400 * FIVE));
      for (const contract of ['A', 'B']) {
        expect(kept.bars(contract, asked, now)).toEqual(afresh.bars(contract, asked, now));
        expect(kept.barsClosedBetween(contract, other, now)).toEqual(afresh.barsClosedBetween(contract, other, now));
        expect(kept.price(contract, now)).toEqual(afresh.price(contract, now));
      }
      expect(kept.nextBarCloseAfter(now)).toEqual(afresh.nextBarCloseAfter(now));
    }),
  );
});

test('every indicator is bit for bit that of the bars', () => {
  fc.assert(
    fc.property(token, query, instant, (bars, asked, now) => {
      const afresh = playedAfresh({ A: bars });
      const kept = seriesMarket(afresh, new Date(START + 400 * FIVE));
      expect(kept.indicators('A', asked, now)).toEqual(indicatorsOf(afresh.bars('A', asked, now)));
    }),
    { numRuns: 300 },
  );
});

test('the same is true of a market with trends, jumps and volume', () => {
  const market = openSimulatedMarket({ seed: 'series' });
  const day = 24 * 60 * MINUTE;
  const endsAt = new Date(market.startsAt.getTime() + day);
  const kept = seriesMarket(market, endsAt);
  for (const { contract } of market.contracts().slice(0, 3))
    for (let at = market.startsAt.getTime(); at <= endsAt.getTime(); at += 397 * MINUTE)
      for (const asked of [
        { intervalMs: HOUR, count: 120 },
        { intervalMs: 3 * FIVE, count: 60 },
        { intervalMs: FIVE, count: 150 },
      ]) {
        const [now, bars] = [new Date(at), market.bars(contract, asked, new Date(at))];
        expect(kept.bars(contract, asked, now)).toEqual(bars);
        expect(kept.indicators(contract, asked, now)).toEqual(indicatorsOf(bars));
      }
});

test('a bar is the same object however often it is read', () => {
  const kept = seriesMarket(playedAfresh({ A: dull }), new Date(START + 400 * FIVE));
  const read = () => kept.bars('A', { intervalMs: HOUR, count: 3 }, kept.endsAt);
  expect(read()).toHaveLength(1);
  expect(read().every((bar, i) => bar === read()[i])).toBe(true);
});

test('what the market does not list, or has no such bars, is refused as the market refuses it', () => {
  const kept = seriesMarket(playedAfresh({ A: dull }), new Date(START + 400 * FIVE));
  expect(() => kept.price('NONE', kept.startsAt)).toThrow('the market does not list NONE');
  const odd = { intervalMs: 90_000, count: 1 };
  expect(() => kept.bars('A', odd, kept.startsAt)).toThrow('bars of 90000 ms cannot be made from bars of 300000');
});

test('bars that do not begin at multiples of their interval are refused', () => {
  const bar = { openAt: START + MINUTE, open: 1, high: 1, low: 1, close: 1, volume: 1 };
  expect(() => columnsOf([bar], FIVE)).toThrow('the bar of 2025-01-01T00:01:00.000Z is not one of 300000 ms');
});
