import { expect, test } from 'vitest';
import { COMPANY_TERMS } from '../engine/index.ts';
import { changesOf, DAY_MS } from '../measure/index.ts';
import { openArena, playOnce } from '../strategies/index.ts';
import { aBar, aContender, aTape, START } from '../strategies/testing/draw-tape.ts';
import { gatherEvidence, holdoutOf } from './index.ts';

const DAY_BARS = 288;
const bars = (change: number) => Array.from({ length: 4 * DAY_BARS }, (_, i) => aBar(i, 10 * (1 + change) ** i));
const arena = openArena(aTape({ RISES: bars(1e-4), FALLS: bars(-1e-4), UNTRADED: bars(2e-4) }));
const contender = aContender({ universe: { symbols: ['RISES', 'FALLS'] }, exit: { when: [], hours: 6 } });
const windows = [1, 2].map((day) => ({ from: START + day * DAY_MS, to: START + (day + 1) * DAY_MS, contender }));
const holdout = { from: START + 3 * DAY_MS, to: START + 4 * DAY_MS };
const base = (symbol: string) => arena.tape.tokens.find((token) => token.symbol === symbol)?.base;
const closeAt = (symbol: string, at: number) => base(symbol)?.close[(at - START) / 300_000 - 1] ?? null;

const { returns, results, slippage, evidence } = gatherEvidence({
  ...{ arena, windows, terms: COMPANY_TERMS, seed: '1', holdout, checks: [] },
  prices: { tokens: ['RISES', 'FALLS'], closeAt },
  neighbours: [[0.01, 0.03], [-0.01]],
});
const alone = windows.map((window) => playOnce(arena, contender, { ...window, terms: COMPANY_TERMS }));

test('the record is that of every window played alone, one after the other', () => {
  expect(returns).toEqual(alone.flatMap(({ equity }) => changesOf(equity.map(({ usd }) => usd))));
  expect(results).toEqual(alone.flatMap(({ trades }) => trades.map((trade) => trade.return)));
  expect(results.length).toBeGreaterThan(8);
  // What the paper venue takes of each fill beside its fee.
  expect(slippage).toBeGreaterThan(0);
  expect(slippage).toBeLessThan(0.01);
});

test('holding and dice are told of the same days, and days on which something was held are counted once', () => {
  expect([evidence.hold, evidence.placebo].map(({ length }) => length)).toEqual([2, 2]);
  // Half that rises and half that falls: one per cent of one per cent in a bar.
  const day = (1.0001 ** DAY_BARS + 0.9999 ** DAY_BARS) / 2 - 1;
  expect(evidence.hold).toEqual([expect.closeTo(day, 9), expect.closeTo(day, 9)]);
  expect(evidence.daysInMarket).toBe(2);
  expect(evidence.placebo.every((one) => Math.abs(one) > 0 && Math.abs(one) < 0.05)).toBe(true);
});

test('each token that is traded is left out, and each month', () => {
  expect(evidence.leftOut.map(({ name }) => name)).toEqual(['RISES', 'FALLS', '2025-01']);
  const [rises = 0, falls = 0, month] = evidence.leftOut.map(({ mean }) => mean);
  expect(rises).toBeLessThan(falls);
  expect(month).toBe(0);
});

test('neighbours, windows and the holdout are told as the judge reads them', () => {
  expect(evidence.neighbours).toEqual([0.02, -0.01]);
  expect(evidence.windows[0]).toEqual({ from: '2025-01-02T00:00:00.000Z', to: '2025-01-03T00:00:00.000Z' });
  expect(evidence.holdout).toEqual({ from: '2025-01-04T00:00:00.000Z', to: '2025-01-05T00:00:00.000Z' });
});

test.each([
  ['a hundred days keep twenty', 100, 80],
  ['ninety and a half keep nineteen, whole ones', 90.5, 72],
  ['seventy keep two weeks', 70, 56],
  ['less than seventy keep none', 69.9, null],
])('%s', (_, days, begins) => {
  const held = holdoutOf({ from: START, to: START + days * DAY_MS });
  expect(held && (held.from - START) / DAY_MS).toBe(begins);
});
