import type { Candle } from '@atc/core/market';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadOf } from './lead.ts';
import { STUDY_BARS, studyToken, type TokenStudy } from './token-study.ts';

const name = { symbol: 'BONK', contract: 'BONK_USDT' };

/** Bars of four hours that close at these prices. */
const barsAt = (closes: readonly number[]): readonly Candle[] =>
  closes.map((close, i) => {
    const open = closes[i - 1] ?? close;
    return {
      openAt: i * STUDY_BARS.intervalMs,
      ...{ open, close, high: Math.max(open, close), low: Math.min(open, close), volume: 1000 },
    };
  });

const week = (factor: number) => barsAt(Array.from({ length: 43 }, (_, i) => 100 * factor ** i * (i % 2 ? 1.001 : 1)));

test('a steady rise has drive, is at its high and on its usual volume', () => {
  const study = studyToken(name, week(1.005));
  expect(study).toMatchObject({ days: 7, change: expect.closeTo(1.005 ** 42 - 1, 9) });
  expect(study?.drive).toBeGreaterThan(1);
  expect(study?.fromHigh).toBeGreaterThan(-0.01);
  expect(study?.volumeRatio).toBeGreaterThan(1);
});

test('under three days of bars, or bars that never moved, say nothing', () => {
  expect(studyToken(name, week(1.005).slice(0, 18))).toBeNull();
  expect(studyToken(name, barsAt(Array.from({ length: 43 }, () => 100)))).toBeNull();
});

test('chance alone seldom has drive: under one walk in four goes beyond one deviation either way and up', () => {
  const steps = fc.array(fc.constantFrom(0.99, 1.01), { minLength: 42, maxLength: 42 });
  const walks = fc.sample(steps, { numRuns: 2000, seed: 7 });
  const beyond = walks.filter((walk) => {
    const closes = [100];
    for (const step of walk) closes.push((closes.at(-1) ?? 100) * step);
    return (studyToken(name, barsAt(closes))?.drive ?? 0) >= 1;
  });
  // One side of a normal distribution beyond one deviation is 15.9 %; four deviations of 2000 samples are 3.3 %.
  expect(beyond.length / walks.length).toBeLessThan(0.159 + 0.033);
});

const study = (changes: Partial<TokenStudy> = {}): TokenStudy => ({
  ...name,
  days: 7,
  change: 0.2,
  dayDeviation: 0.04,
  drive: 1.9,
  fromHigh: -0.02,
  dayVolumeUsd: 1e6,
  volumeRatio: 1.2,
  ...changes,
});

test('what rose by more than chance is one to buy, unless it is held, dried up or far below its high', () => {
  expect(leadOf([study()], new Set())).toMatchObject({ signalType: 'buy' });
  expect(leadOf([study()], new Set(['BONK_USDT']))).toBeNull();
  expect(leadOf([study({ volumeRatio: 0.3 })], new Set())).toBeNull();
  expect(leadOf([study({ fromHigh: -0.4 })], new Set())).toBeNull();
  expect(leadOf([study({ drive: 0.8 })], new Set())).toBeNull();
});

test('what is held and fell by more than chance is one to sell', () => {
  const falling = study({ drive: -2.5, change: -0.3 });
  expect(leadOf([study({ contract: 'WIF_USDT' }), falling], new Set(['BONK_USDT']))).toMatchObject({
    signalType: 'sell',
  });
  expect(leadOf([falling], new Set())).toBeNull();
});
