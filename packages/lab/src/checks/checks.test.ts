import { openSimulatedMarket, type SeriesMarket, seriesMarket } from '@atc/core/market';
import { expect, test } from 'vitest';
import {
  type CheckLine,
  checkLookAhead,
  checkPurity,
  checkRecursion,
  checkRepeatability,
  checkStress,
  type Decision,
  type Subject,
} from './index.ts';

const HOUR = 3_600_000;

const simulated = openSimulatedMarket({ seed: '1' });
const three = simulated.contracts().slice(0, 3);
const contracts = three.map(({ contract }) => contract);
const after = (hours: number) => new Date(simulated.startsAt.getTime() + hours * HOUR);
/** With ten days before its start. */
const long = seriesMarket({ ...simulated, contracts: () => three }, after(24));
/** With two hours before its start. */
const market = seriesMarket(
  {
    ...long,
    barsClosedBetween: (contract, from, to) =>
      long.barsClosedBetween(contract, new Date(Math.max(from.getTime(), after(-2).getTime())), to),
  },
  after(24),
);

/** What a strategy that knows a market wants at an instant. */
type Strategy = (market: SeriesMarket) => (contract: string, now: Date) => boolean;

/** Decides at every close of a bar whether it wants each of three tokens. */
const deciding =
  (strategy: Strategy): Subject =>
  (played) => {
    const wants = strategy(played);
    const decisions: Decision[] = [];
    const next = (now: Date) => played.nextBarCloseAfter(now);
    for (let now = next(played.startsAt); now && now <= played.endsAt; now = next(now))
      for (const contract of contracts)
        if (wants(contract, now)) decisions.push({ at: now.getTime(), what: `buys ${contract}` });
    return decisions;
  };

const last = (played: SeriesMarket, contract: string, now: Date) => played.price(contract, now)?.price ?? 0;

const honest: Strategy = (played) => (contract, now) => {
  const [before] = played.bars(contract, { intervalMs: played.barMs, count: 12 }, now);
  return before !== undefined && last(played, contract, now) > before.close * 1.01;
};

/** Reads the close of the bar that is only beginning. */
const oneBarAhead: Strategy = (played) => (contract, now) => {
  const { openAt, close } = played.columns(contract);
  const next = close[openAt.indexOf(now.getTime())];
  return next !== undefined && next > last(played, contract, now) * 1.002;
};

/** Knows the lowest price of the whole day. */
const wholeDay: Strategy = (played) => {
  const lowest = new Map(contracts.map((contract) => [contract, Math.min(...played.columns(contract).close)]));
  return (contract, now) => last(played, contract, now) < (lowest.get(contract) ?? 0) * 1.01;
};

const look = (strategy: Strategy) => checkLookAhead({ market, subject: deciding(strategy), seed: '1', instants: 6 });
const passed = (lines: readonly CheckLine[]) => lines.map((line) => line.passed);

test('a strategy that reads closed bars only does not read ahead', () => {
  expect(deciding(honest)(market).length).toBeGreaterThan(5);
  expect(look(honest)).toEqual([
    { name: 'look-ahead, the recording ended', passed: true, found: '6 of 6 instants' },
    { name: 'look-ahead, noise instead of what followed', passed: true, found: '6 of 6 instants' },
  ]);
});

test.each([
  ['the next bar', oneBarAhead],
  ['the lowest price of the whole day', wholeDay],
])('a strategy that knows %s is caught in both ways', (_, strategy) => {
  const lines = look(strategy);
  expect(passed(lines)).toEqual([false, false]);
  expect(lines[0]?.found).toMatch(/^\d of 6 instants; otherwise 20\S+Z buys /);
});

test('each of three seeds catches a strategy that reads one bar ahead', () => {
  const subject = deciding(oneBarAhead);
  const caught = Array.from({ length: 3 }, (__, seed) =>
    passed(checkLookAhead({ market, subject, seed: String(seed), instants: 4 })),
  );
  expect(caught).toEqual(Array.from({ length: 3 }, () => [false, false]));
});

test('every instant is played twice, and told', () => {
  const told: string[] = [];
  const subject = deciding(honest);
  checkLookAhead({ market, subject, seed: '1', instants: 2, played: (done, of) => told.push(`${done}/${of}`) });
  expect(told).toEqual(['1/4', '2/4', '3/4', '4/4']);
});

test('averages over long windows are settled, those over short ones are not', () => {
  const instants = [8, 16, 24].map(after);
  const read = (count: number) => checkRecursion({ market: long, query: { intervalMs: 900_000, count }, instants });
  expect(read(240)).toMatchObject({ name: 'recursion, 240 bars of 15 minutes', passed: true });
  expect(read(40).passed).toBe(false);
  expect(read(100_000)).toMatchObject({ passed: false, found: 'no instant with so many bars' });
});

test.each([
  ['Date.now', () => Date.now()],
  ['new Date()', () => new Date()],
  ['Math.random', () => Math.random()],
  ['performance.now', () => performance.now()],
  ['process.hrtime', () => process.hrtime()],
  ['fetch', () => void fetch('http://127.0.0.1')],
])('a run that asks %s is not pure, and the world is as before afterwards', (name, ask) => {
  const before = [Date, Math.random, performance.now, process.hrtime, fetch];
  expect(checkPurity(ask)).toEqual({ name: 'purity', passed: false, found: `${name} was asked` });
  expect([Date, Math.random, performance.now, process.hrtime, fetch]).toEqual(before);
  expect(Date.now()).toBeGreaterThan(0);
});

test('a run that reads the times that it is given is pure', () => {
  const run = () => {
    const at = new Date(Date.parse('2025-01-02T00:00:00Z'));
    if (!(at instanceof Date) || at.toISOString() !== '2025-01-02T00:00:00.000Z') throw new Error('another date');
  };
  expect(checkPurity(run)).toMatchObject({ passed: true });
});

test('a subject with a state of its own does not decide the same twice', () => {
  expect(checkRepeatability(deciding(honest), market).passed).toBe(true);
  let plays = 0;
  const subject: Subject = () => [{ at: 0, what: String(plays++) }];
  expect(checkRepeatability(subject, market).passed).toBe(false);
});

test('a gain that dies of costs is refused, a loss has nothing to lose', () => {
  expect(checkStress({ name: 'costs', plain: 0.02, stressed: -0.001 }).passed).toBe(false);
  expect(checkStress({ name: 'costs', plain: 0.02, stressed: 0.001 }).passed).toBe(true);
  expect(checkStress({ name: 'costs', plain: -0.02, stressed: -0.03 })).toMatchObject({
    passed: true,
    found: '−2.0 % becomes −3.0 %; there is no gain to lose',
  });
});
