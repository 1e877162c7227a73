import { openSimulatedMarket, seriesMarket } from '@atc/core/market';
import { expect, test } from 'vitest';
import { tapeEndedAt } from '../checks/index.ts';
import {
  type Contender,
  type Tape,
  type TapeToken,
  type TypedStrategy,
  tapeOf,
  typedContender,
} from '../strategies/index.ts';
import { aContender } from '../strategies/testing/draw-tape.ts';
import { checkContender } from './index.ts';

/** A token without what was before the start. */
function cutHistory({ symbol, base }: TapeToken): TapeToken {
  const { openAt, open, high, low, close, volume } = base;
  const from = openAt.findIndex((at) => at >= simulated.startsAt.getTime());
  const [length, part] = [base.length - from, (column: Float64Array) => column.subarray(from)];
  const prices = { open: part(open), high: part(high), low: part(low), close: part(close) };
  return { symbol, base: { ...base, length, openAt: part(openAt), volume: part(volume), ...prices } };
}

const simulated = openSimulatedMarket({ seed: '2' });
const contracts = simulated.contracts().slice(0, 2);
const market = { ...simulated, contracts: () => contracts };
const tape = tapeOf(seriesMarket(market, new Date(simulated.startsAt.getTime() + 4 * 86_400_000)));

/** The first half of a day. */
const short = tapeEndedAt({ ...tape, tokens: tape.tokens.map(cutHistory) }, tape.startsAt + 43_200_000);

const check = (contender: (of: Tape) => Contender, of: Tape = short) =>
  checkContender({ tape: of, contender, seed: '1', instants: 8 }).map(
    ({ name, passed }) => `${name.split(',')[0]}: ${passed}`,
  );

const honest = aContender({
  ...{
    bars: '15m',
    entry: { when: ['ema(5) crosses above ema(20)'], rank: 'change(10)' },
    size: { kind: 'usd', usd: 50 },
  },
  exit: { when: ['rsi(14) > 70'], stop: '2 * atr(14)', hours: 12 },
});

test('a strategy that is data reads nothing ahead, is pure and repeatable, and settles in its lookback', () => {
  const said = check(() => honest, tape);
  expect(said.slice(0, 5)).toEqual([
    ...['look-ahead: true', 'look-ahead: true', 'recursion: true', 'purity: true', 'repeatability: true'],
  ]);
  expect(said.slice(5).map((line) => line.split(':')[0])).toEqual([
    ...['delay of one bar of 15m', 'costs × 1.5', 'costs × 2'],
  ]);
});

const typed = (decide: TypedStrategy['decide']) =>
  typedContender({
    ...{ name: 'in-code', bars: '5m', lookback: 2, size: { kind: 'usd', usd: 50 }, decide },
    limits: { positions: 2, entriesPerDay: null, restHours: 0 },
  });

/** Buys before a bar that rises: it holds the tape that it is played over, the bars to come among them. */
const knowing = (of: Tape) =>
  typed(({ symbol, at, bar }) => {
    const base = of.tokens.find((token) => token.symbol === symbol)?.base;
    const next = base?.close[base.openAt.indexOf(at)];
    if (next === undefined) return null;
    return next > bar(0).close * 1.001 ? { act: 'buy' } : { act: 'sell' };
  });

test('a strategy in code that knows the next bar is caught in both ways', () => {
  expect(check(knowing).slice(0, 2)).toEqual(['look-ahead: false', 'look-ahead: false']);
});

test('the same strategy that looks back instead is not', () => {
  const honestCode = typed(({ bar }) => (bar(0).close > bar(1).close * 1.001 ? { act: 'buy' } : { act: 'sell' }));
  expect(check(() => honestCode).slice(0, 4)).toEqual([
    ...['look-ahead: true', 'look-ahead: true', 'purity: true', 'repeatability: true'],
  ]);
});

test.each([
  ['purity', () => (Math.random() < 2 ? null : ({ act: 'sell' } as const))],
  ['purity', () => (Date.now() > 0 ? null : ({ act: 'sell' } as const))],
])('a strategy in code that asks for chance or time fails its %s', (name, decide) => {
  expect(check(() => typed(decide))).toContain(`${name}: false`);
});

test('a strategy in code that remembers an earlier run is not repeatable', () => {
  let asked = 0;
  const remembering = typed(() => {
    asked += 1;
    return asked % 7 === 0 ? { act: 'buy' } : asked % 5 === 0 ? { act: 'sell' } : null;
  });
  expect(check(() => remembering)).toContain('repeatability: false');
});

test('a recording that is too short to tell whether functions settle is refused', () => {
  const slow = aContender({ bars: '1h', entry: { when: ['ema(100) > 0'] } });
  expect(check(() => slow)).toContain('recursion: false');
});
