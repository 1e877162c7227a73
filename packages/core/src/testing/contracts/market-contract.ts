import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../kernel/time/index.ts';
import { candleFault, type Market } from '../../market/index.ts';

export interface MarketUnderTest {
  readonly market: Market;
  /** An instant by which every contract has bars, and after which there are some still to come. */
  readonly during: Date;
  close?(): Promise<void>;
}

/** What every market must do, whatever it plays. Call it in the test file of an implementation. */
export function marketContract(name: string, open: () => Promise<MarketUnderTest>): void {
  describe(`${name} keeps the market's contract`, () => {
    let it: MarketUnderTest;
    beforeAll(async () => {
      it = await open();
    });
    afterAll(() => it.close?.());

    const contracts = () => it.market.contracts().map((listed) => listed.contract);
    const plus = (ms: number) => new Date(it.during.getTime() + ms);
    /** A contract, an instant from a day before `during` to an hour after it, and a bar length. */
    const asked = () =>
      fc.record({
        contract: fc.constantFrom(...contracts()),
        at: fc.integer({ min: -DAY_MS, max: HOUR_MS }).map(plus),
        per: fc.constantFrom(1, 2, 3, 12),
        count: fc.integer({ min: 1, max: 60 }),
      });

    test('it lists contracts once each, with rules of a venue', () => {
      expect(new Set(contracts()).size).toBe(contracts().length);
      for (const listed of it.market.contracts()) {
        expect(listed.contract).toMatch(new RegExp(`^${listed.symbol}_${listed.quote}`));
        expect(Number(listed.tick)).toBeGreaterThan(0);
        expect(Number(listed.minQuantity)).toBe(10 ** -listed.decimals);
      }
    });

    test('no bar that closes after now is ever shown', () => {
      fc.assert(
        fc.property(asked(), ({ contract, at, per, count }) => {
          const intervalMs = per * it.market.barMs;
          const bars = it.market.bars(contract, { intervalMs, count }, at);
          expect(bars.every((bar) => bar.openAt + intervalMs <= at.getTime())).toBe(true);
          expect(it.market.price(contract, at)?.at.getTime() ?? 0).toBeLessThanOrEqual(at.getTime());
        }),
      );
    });

    test('what was shown does not change as time goes on', () => {
      fc.assert(
        fc.property(asked(), fc.integer({ min: 0, max: 3 * HOUR_MS }), ({ contract, at, per, count }, later) => {
          const intervalMs = per * it.market.barMs;
          const shown = it.market.bars(contract, { intervalMs, count }, at);
          const longer = { intervalMs, count: count + Math.ceil(later / intervalMs) + 1 };
          expect(it.market.bars(contract, longer, new Date(at.getTime() + later))).toEqual(
            expect.arrayContaining([...shown]),
          );
        }),
        { numRuns: 30 },
      );
    });

    test('bars are sound, aligned, in order, and no more than asked for', () => {
      fc.assert(
        fc.property(asked(), ({ contract, at, per, count }) => {
          const intervalMs = per * it.market.barMs;
          const bars = it.market.bars(contract, { intervalMs, count }, at);
          expect(bars.length).toBeLessThanOrEqual(count);
          expect(bars.map(candleFault).filter((fault) => fault !== null)).toEqual([]);
          expect(bars.every((bar) => bar.openAt % intervalMs === 0)).toBe(true);
          expect(bars.every((bar, i) => i === 0 || bar.openAt > (bars[i - 1]?.openAt ?? 0))).toBe(true);
        }),
      );
    });

    test('bars between two instants join without a gap or a repetition', () => {
      fc.assert(
        fc.property(asked(), fc.integer({ min: 0, max: HOUR_MS }), ({ contract, at }, ms) => {
          const middle = new Date(at.getTime() + ms);
          const end = new Date(middle.getTime() + ms);
          const between = (from: Date, until: Date) => it.market.barsClosedBetween(contract, from, until);
          expect([...between(at, middle), ...between(middle, end)]).toEqual(between(at, end));
        }),
      );
    });

    test('the price is the close of the last closed bar', () => {
      fc.assert(
        fc.property(asked(), ({ contract, at }) => {
          const last = it.market.bars(contract, { intervalMs: it.market.barMs, count: 1 }, at).at(-1);
          const price = it.market.price(contract, at);
          expect(price?.price).toBe(last?.close);
          expect(price?.at.getTime()).toBe(last && last.openAt + it.market.barMs);
        }),
      );
    });

    test('the next close is the first that brings a bar', () => {
      const next = it.market.nextBarCloseAfter(it.during) ?? it.during;
      const before = new Date(next.getTime() - 1);
      const shown = (until: Date) =>
        contracts().reduce((sum, one) => sum + it.market.barsClosedBetween(one, it.during, until).length, 0);
      expect(next.getTime()).toBeGreaterThan(it.during.getTime());
      expect(shown(before)).toBe(0);
      expect(shown(next)).toBeGreaterThan(0);
    });

    test('company time begins with bars to look back at', () => {
      const { market } = it;
      expect(contracts().some((one) => market.price(one, market.startsAt) !== null)).toBe(true);
    });

    test('nothing is known before the first bar', () => {
      for (const { contract, firstBarAt } of it.market.contracts()) {
        expect(it.market.price(contract, firstBarAt)).toBeNull();
        expect(it.market.bars(contract, { intervalMs: it.market.barMs, count: 5 }, firstBarAt)).toEqual([]);
      }
    });

    test('a contract that is not listed and an interval that cannot be made are errors', () => {
      const { market, during } = it;
      const query = { intervalMs: market.barMs, count: 1 };
      expect(() => market.bars('NOT_LISTED', query, during)).toThrow(
        expect.objectContaining({ code: 'unknown_contract' }),
      );
      expect(() => market.price('', during)).toThrow(expect.objectContaining({ code: 'unknown_contract' }));
      expect(() => market.bars(contracts()[0] ?? '', { intervalMs: market.barMs * 1.5, count: 1 }, during)).toThrow(
        expect.objectContaining({ code: 'bad_interval' }),
      );
    });
  });
}
