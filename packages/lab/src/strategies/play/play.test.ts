import { answerTo } from '@atc/core/desk/brokers';
import { triggeredBy } from '@atc/core/desk/watch';
import { Decimal, plain } from '@atc/core/kernel/money';
import { type Candle, columnsOf, openSimulatedMarket, seriesMarket } from '@atc/core/market';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPANY_TERMS, type Terms } from '../../engine/index.ts';
import { randomOf } from '../../measure/index.ts';
import { CAPITAL_USD, type Contender, openArena, playOnce, typedContender } from '../contenders/index.ts';
import type { TypedStrategy } from '../rules/index.ts';
import { type Tape, tapeOf } from '../tape/index.ts';
import { aBar, aContender, aTape, BAR_MS, START } from '../testing/draw-tape.ts';
import { costsOf, liquidityAt } from './costs.ts';
import type { StrategyRun } from './run.ts';
import { watch, watched } from './watch.ts';

const FREE: Terms = { costs: 0, fill: 'close' };
const at = (bars: number) => START + bars * BAR_MS;
const play = (tape: Tape, contender: Contender, terms: Terms = FREE) =>
  playOnce(openArena(tape), contender, { from: tape.startsAt, to: tape.endsAt, terms });
const times = ({ trades }: StrategyRun) =>
  trades.map(({ symbol, openedAt, closedAt, reason }) => [
    symbol,
    (openedAt - START) / BAR_MS,
    (closedAt - START) / BAR_MS,
    reason,
  ]);
const one = (closes: readonly number[]) => aTape({ A: closes.map((close, i) => aBar(i, close)) });

test('a token is bought at the close at which the entry holds and sold at the close at which the exit does', () => {
  const run = play(one([1, 4, 4, 5, 6, 1]), aContender({ exit: { when: ['close > 5'] } }));
  // Half of 1,000 USD at 4 is 125 units, at 6 they bring 750.
  expect(times(run)).toEqual([['A', 2, 5, 'rule']]);
  expect(run.trades[0]).toMatchObject({ quantity: 125, costUsd: 500, pnlUsd: 250, return: 0.5, feesUsd: 0 });
  expect(run.equityUsd).toBe(1250);
});

test('orders are filled at a price of the next bar where the terms say so', () => {
  const tape = aTape({ A: [aBar(0, 1), aBar(1, 4), aBar(2, 8, { open: 5 }), aBar(3, 8), aBar(4, 10, { open: 6 })] });
  const contender = aContender({
    entry: { when: ['close < 5', 'close > 2'] },
    exit: { when: ['close > 7', 'close < 9'] },
  });
  const bought = (fill: Terms['fill']) => play(tape, contender, { costs: 0, fill }).trades[0];
  expect(bought('close')).toMatchObject({ entryPrice: 4, exitPrice: 8 });
  expect(bought('next_open')).toMatchObject({ entryPrice: 5, exitPrice: 8 });
  expect(bought('next_close')).toMatchObject({ entryPrice: 8, exitPrice: 8 });
});

const EXITS = { stop: '1', target: '2', trailing: null as string | null, hours: null as number | null };
type Sold = readonly [bars: readonly Candle[], closed: number, reason: string, price: number];
test.each<readonly [string, Partial<typeof EXITS>, Sold]>([
  ['a stop at its price', {}, [[aBar(1, 4), aBar(2, 4, { low: 2.5 })], 3, 'stop_loss', 3]],
  ['a stop that the market gaps through at the open', {}, [[aBar(1, 2, { open: 2.2 })], 2, 'stop_loss', 2.2]],
  ['a stop before a target of the same bar', {}, [[aBar(1, 4, { low: 2.5, high: 7 })], 2, 'stop_loss', 3]],
  ['a target at its price', {}, [[aBar(1, 5), aBar(2, 5, { high: 7 })], 3, 'take_profit', 6]],
  ['a target that the market gaps above at the open', {}, [[aBar(1, 7, { open: 6.5 })], 2, 'take_profit', 6.5]],
  // A quarter below the highest price of the bars before: 4.125 of 5.5.
  ['a stop that follows', { trailing: '1' }, [[aBar(1, 5.5), aBar(2, 4.2, { low: 4 })], 3, 'trailing_stop', 4.125]],
  ['the time that is up', { hours: 0.25 }, [[aBar(1, 4), aBar(2, 4), aBar(3, 5), aBar(4, 6)], 4, 'hours', 5]],
])('%s sells', (_, exit, [bars, closed, reason, price]) => {
  const tape = aTape({ A: [aBar(0, 4), ...bars] });
  const run = play(tape, aContender({ entry: { when: ['close >= 4', 'close <= 4'] }, exit: { ...EXITS, ...exit } }));
  expect(run.trades[0]).toMatchObject({ openedAt: at(1), closedAt: at(closed), reason, exitPrice: price });
});

test('what is watched is what the company watches', () => {
  const price = fc.integer({ min: 80, max: 120 }).map((value) => value / 10);
  const level = fc.option(fc.integer({ min: 70, max: 130 }).map((value) => value / 10));
  const trail = fc.option(fc.constantFrom(0.01, 0.05, 0.2));
  const bars = fc.array(fc.tuple(price, price, price, price), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(bars, fc.tuple(level, level, trail), (drawn, [stopLoss, takeProfit, trailingStopPct]) => {
      const candles = drawn.map(([open, close, a, b], i) => aBar(i, close, { open, high: a, low: b }));
      const plan = { stopLoss, takeProfit, trailingStopPct, hours: null };
      const base = columnsOf(candles, BAR_MS);
      const found = watch(watched(base, plan, { ...HELD, watched: 0 }), base, candles.length);
      let highWater: Decimal | null = null;
      const money = (value: number | null) => (value === null ? null : new Decimal(value));
      const prices = { stopLoss: money(stopLoss), takeProfit: money(takeProfit), trailingStopPct };
      const theirs = candles.flatMap((bar, i) => {
        const trigger = triggeredBy(bar, { ...prices, highWater });
        highWater = new Decimal(Math.max(bar.high, highWater?.toNumber() ?? 0));
        return trigger ? [{ bar: i, reason: trigger.reason, price: trigger.triggerPrice.toNumber() }] : [];
      });
      const [first = null] = theirs;
      expect(found && { ...found, price: Number(found.price.toPrecision(12)) }).toEqual(
        first && { ...first, price: Number(first.price.toPrecision(12)) },
      );
    }),
    // A trailing stop that has come to lie exactly at the stop.
    {
      numRuns: 500,
      examples: [
        [
          [
            [11.5, 9.3, 11.5, 9.3],
            [8, 8, 8, 8],
          ],
          [9.2, null, 0.2],
        ],
      ],
    },
  );
});
const HELD = { token: 0, openedAt: START, entryPrice: 10, quantity: 1, costUsd: 10, feesUsd: 0, slippageUsd: 0 };

test.each([500, 5e6, 5e7])('an order over %d USD costs what the paper venue takes', (usd) => {
  const market = openSimulatedMarket({ seed: '5' });
  const [listed] = market.contracts();
  if (!listed) throw new Error('the market lists nothing');
  const { contract, decimals } = listed;
  const now = market.startsAt;
  const bars = market.bars(contract, { intervalMs: market.barMs, count: 60 }, now);
  const close = bars.at(-1)?.close ?? 0;
  const body = {
    ...({ clientOrderId: '', accountId: '', instrumentId: contract, contract, side: 'sell', type: 'market' } as const),
    ...{ spendUsd: null, quantity: plain(new Decimal(usd / close).toDecimalPlaces(decimals)), refPrice: plain(close) },
    ...{ triggerPrice: null, decimals },
  };
  const answer = answerTo({ market, dice: { seed: '', roll: () => 0.5 } }, body, now);
  const [got, fee] = [sum(answer.fills.map((fill) => fill.usd)), sum(answer.fills.map((fill) => fill.feeUsd))];
  const { slippage, fee: share } = costsOf(usd, liquidityAt(columnsOf(bars, market.barMs), bars.length - 1), 1);
  expect((usd * (1 - slippage)) / got).toBeCloseTo(1, 6);
  expect((usd * (1 - slippage) * share) / fee).toBeCloseTo(1, 6);
});
const sum = (amounts: readonly Decimal[]) =>
  amounts.reduce((total, amount) => total.add(amount), new Decimal(0)).toNumber();

test.each([1, 2])(
  'at %d times its costs the venue takes so many thousandths of each side, and two bps of the price',
  (costs) => {
    const tape = one([4, 4, 4, 4]);
    const run = play(tape, aContender({ exit: { hours: 0.25 } }), { costs, fill: 'close' });
    const [fee, slip] = [0.001 * costs, 0.0002 * costs];
    const quantity = 500 / (1 + fee) / (4 * (1 + slip));
    const got = quantity * 4 * (1 - slip);
    expect(run.trades[0]?.quantity).toBeCloseTo(quantity, 12);
    expect(run.trades[0]?.feesUsd).toBeCloseTo(quantity * 4 * (1 + slip) * fee + got * fee, 12);
    expect(run.trades[0]?.pnlUsd).toBeCloseTo(got * (1 - fee) - 500, 9);
    expect(run.trades[0]?.slippageUsd).toBeCloseTo(quantity * 4 * 2 * slip, 12);
  },
);

const ALL = (count: number) => ({ positions: 10, ...{ entriesPerDay: null, restHours: 0 }, count });
test('positions, entries of a day and the rest of a token are limited', () => {
  const rising = (count: number) => Array.from({ length: count }, (_, i) => aBar(i, 3 + (i % 2)));
  const tape = aTape({ A: rising(600), B: rising(600), C: rising(600) });
  const exit = { when: ['close > 3.5'] };
  const entry = { when: ['close > 2', 'close < 3.5'] };
  const limited = (limits: object) =>
    play(tape, aContender({ entry, exit, limits, size: { kind: 'share', share: 0.1 } }));
  const bought = ({ trades, held }: StrategyRun) => trades.length + held.length;
  const { count, ...none } = ALL(300 * 3);
  expect(bought(limited(none))).toBe(count);
  expect(bought(limited({ ...none, positions: 2 }))).toBe(300 * 2);
  // Three days are touched: the first and second whole, and some hours of the third.
  expect(bought(limited({ ...none, entriesPerDay: 5 }))).toBe(15);
  // Bought at the first bar, sold at the second, and again an hour after each sale: every 14 bars.
  expect(bought(limited({ ...none, restHours: 1, positions: 1 }))).toBeLessThan(300);
  expect(limited({ ...none, entriesPerDay: 5 }).refused).toEqual({ entries_per_day: count - 15 });
});

test('the highest rank is bought first, one without a rank last', () => {
  const tape = aTape({ A: [aBar(0, 3)], B: [aBar(0, 5)], C: [aBar(0, 4)] });
  const bought = (rank: string, positions: number) =>
    play(
      tape,
      aContender({ entry: { when: ['close > 2'], rank }, limits: { positions }, size: { kind: 'share', share: 0.2 } }),
    ).held.map(({ symbol }) => symbol);
  expect(bought('close', 2)).toEqual(['B', 'C']);
  expect(bought('0 - close', 2)).toEqual(['A', 'C']);
  expect(bought('sqrt(close - 3.5)', 3)).toEqual(['B', 'C', 'A']);
});

test('equity is marked at each midnight (UTC) and at the end', () => {
  const closes = Array.from({ length: 2.5 * 288 }, (_, i) => (i === 0 ? 4 : i < 288 ? 8 : 6));
  const contender = aContender({ entry: { when: ['close < 5'] }, size: { kind: 'share', share: 1 } });
  expect(play(one(closes), contender).equity).toEqual([
    { at: START, usd: 1000 },
    { at: START + 288 * BAR_MS, usd: 2000 },
    { at: START + 576 * BAR_MS, usd: 1500 },
    { at: START + 720 * BAR_MS, usd: 1500 },
  ]);
});

test('a longer interval decides at its closes, and its stop is watched on every base bar', () => {
  const bars = Array.from({ length: 24 }, (_, i) => aBar(i, i === 17 ? 2.5 : 4));
  const run = play(aTape({ A: bars }), aContender({ bars: '1h', exit: { stop: '1' } }));
  expect(times(run)).toEqual([['A', 12, 18, 'stop_loss']]);
  expect(run.held).toEqual([{ symbol: 'A', openedAt: at(24) }]);
});

test('a token with gaps, one that is listed late and one bar are played', () => {
  const tape = aTape({ A: [aBar(0, 3), aBar(5, 3), aBar(6, 9)], B: [aBar(6, 3)] });
  const run = play(tape, aContender({ entry: { when: ['close > 2', 'close < 4'] }, exit: { when: ['close > 8'] } }));
  expect(times(run)).toEqual([['A', 1, 7, 'rule']]);
  expect(run.held).toEqual([{ symbol: 'B', openedAt: at(7) }]);
  expect(play(one([3]), aContender()).held).toEqual([{ symbol: 'A', openedAt: at(1) }]);
});

test('a strategy that never trades keeps its cash, and one that trades at every bar pays every bar', () => {
  const tape = one(Array.from({ length: 100 }, (_, i) => 3 + (i % 2)));
  expect(play(tape, aContender({ entry: { when: ['close > 9'] } }), COMPANY_TERMS)).toMatchObject({
    ...{ equityUsd: CAPITAL_USD, trades: [], refused: {} },
  });
  const busy = aContender({ entry: { when: ['close < 3.5'] }, exit: { when: ['close > 3.5'] } });
  expect(play(tape, busy, COMPANY_TERMS).trades).toHaveLength(50);
});

test('costs of everything leave nothing, and never less', () => {
  const tape = one(Array.from({ length: 100 }, (_, i) => 3 + (i % 2)));
  const busy = aContender({
    entry: { when: ['close < 3.5'] },
    exit: { when: ['close > 3.5'] },
    size: { kind: 'share', share: 1 },
  });
  const run = play(tape, busy, { costs: 1000, fill: 'close' });
  expect(run.equityUsd).toBe(0);
  expect(run.trades).toHaveLength(1);
});

test('a token that nobody trades cannot be bought', () => {
  const tape = aTape({ A: Array.from({ length: 5 }, (_, i) => aBar(i, 3, { volume: 0 })) });
  expect(play(tape, aContender())).toMatchObject({ held: [], refused: { no_volume: 5 } });
});

const simulated = openSimulatedMarket({ seed: '1' });
const week = new Date(simulated.startsAt.getTime() + 7 * 86_400_000);
const three = seriesMarket({ ...simulated, contracts: () => simulated.contracts().slice(0, 3) }, week);
const tape = tapeOf(three);
const crossing = aContender({
  entry: { when: ['ema(8) crosses above ema(21)'] },
  exit: { when: ['ema(8) crosses below ema(21)'], stop: '3 * atr(14)' },
});

test('by dice about as many are bought as the rules buy', () => {
  const arena = openArena(tape);
  const grid = arena.grid('5m');
  const rules = crossing.rules(grid);
  const span = { from: tape.startsAt, to: tape.endsAt, terms: FREE };
  const bought = ({ trades, held }: StrategyRun) => trades.length + held.length;
  const entries = bought(arena.play(rules, grid, span));
  const diced = [1, 2, 3, 4, 5, 6].map((seed) =>
    bought(arena.play(rules, grid, { ...span, dice: { entries, random: randomOf(`dice ${seed}`) } })),
  );
  expect(entries).toBeGreaterThan(50);
  expect(diced.reduce((all, count) => all + count, 0) / diced.length / entries).toBeCloseTo(1, 0.8);
});

/** Buys above the mean of ten closes, sells below. */
const typed: TypedStrategy = {
  ...{ name: 'mean-in-code', bars: '15m', lookback: 10, size: { kind: 'share', share: 0.2 } },
  limits: { positions: 3, entriesPerDay: null, restHours: 0 },
  decide: (view) => {
    let sum = 0;
    for (let ago = 9; ago >= 0; ago -= 1) sum += view.bar(ago).close;
    const { close } = view.bar(0);
    return close > sum / 10 ? { act: 'buy', stop: 0.05 * close } : close < sum / 10 ? { act: 'sell' } : null;
  },
};

test('a strategy in code makes the trades of the same one in data', () => {
  const data = aContender({
    ...{ bars: '15m', entry: { when: ['close > sma(10)'] }, exit: { when: ['close < sma(10)'], stop: '0.05 * close' } },
    ...{ size: typed.size, limits: typed.limits },
  });
  const [code, told] = [typedContender(typed), data].map((contender) => play(tape, contender, COMPANY_TERMS));
  expect(told?.trades.length).toBeGreaterThan(50);
  expect(code).toEqual(told);
});

test('a view shows no bar that has not closed', () => {
  const peeking = typedContender({ ...typed, lookback: 1, decide: (view) => (view.bar(-1) ? { act: 'sell' } : null) });
  expect(() => play(tape, peeking)).toThrow(RangeError);
});
