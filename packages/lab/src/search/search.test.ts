import { prepareStrategy } from '@atc/core/desk/strategies';
import { openSimulatedMarket, seriesMarket } from '@atc/core/market';
import { expect, test } from 'vitest';
import { COMPANY_TERMS } from '../engine/index.ts';
import { changesOf } from '../measure/index.ts';
import { dataContender, openArena, playOnce, tapeOf } from '../strategies/index.ts';
import {
  countVariants,
  neighboursOf,
  rankVariants,
  type SearchAsked,
  searchVariants,
  variantsOf,
  windowsOf,
} from './index.ts';

const DAY = 86_400_000;
const parameters = {
  fast: { value: 5, from: 5, to: 15, step: 5 },
  far: { value: 0.1, from: 0.1, to: 0.3, step: 0.1 },
};

test('every value of a parameter is tried with every one of the others, in the order of numbers', () => {
  expect(countVariants(parameters)).toBe(9);
  expect(variantsOf(parameters).slice(0, 4)).toEqual([
    { fast: 5, far: 0.1 },
    { fast: 5, far: 0.2 },
    { fast: 5, far: 0.3 },
    { fast: 10, far: 0.1 },
  ]);
  expect(variantsOf({})).toEqual([{}]);
});

test('neighbours are one step away in one parameter', () => {
  const variants = variantsOf(parameters);
  const around = neighboursOf(parameters, 4).map((number) => variants[number]);
  expect(around).toEqual([
    { fast: 5, far: 0.2 },
    { fast: 15, far: 0.2 },
    { fast: 10, far: 0.1 },
    { fast: 10, far: 0.3 },
  ]);
  expect(neighboursOf(parameters, 0)).toEqual([3, 1]);
});

test('windows train, wait and test, the tests one after the other', () => {
  const cut = { trainMs: 3 * DAY, gapMs: DAY, testMs: 2 * DAY };
  const days = (mode: 'rolling' | 'anchored', until: number) =>
    windowsOf({ from: 0, to: until * DAY }, cut, mode).map(({ train, test: tested }) =>
      [train.from, train.to, tested.from, tested.to].map((at) => at / DAY),
    );
  expect(days('rolling', 9.5)).toEqual([
    [0, 3, 4, 6],
    [2, 5, 6, 8],
  ]);
  expect(days('anchored', 10)).toEqual([
    [0, 3, 4, 6],
    [0, 5, 6, 8],
    [0, 7, 8, 10],
  ]);
  expect(days('rolling', 5)).toEqual([]);
});

const simulated = openSimulatedMarket({ seed: '1' });
const contracts = simulated.contracts().slice(0, 3);
const market = { ...simulated, contracts: () => contracts };
const tape = tapeOf(seriesMarket(market, new Date(simulated.startsAt.getTime() + 6 * DAY)));
const { prepared } = prepareStrategy({
  ...{ name: 'crossing', bars: '15m', size: { kind: 'share', share: 0.3 } },
  parameters: { fast: { value: 5, from: 3, to: 8, step: 1 }, slow: { value: 20, from: 20, to: 30, step: 10 } },
  entry: { when: ['ema(fast) crosses above ema(slow)'] },
  exit: { when: ['ema(fast) crosses below ema(slow)'] },
});
if (!prepared) throw new Error('the strategy cannot be read');

const [from, to] = [tape.startsAt, tape.endsAt];
const middle = from + 3 * DAY;
const asked = (more: Partial<SearchAsked> = {}): SearchAsked => ({
  ...{ tape, prepared, terms: COMPANY_TERMS, threads: 2 },
  parts: [
    { split: 'whole', from, to },
    { split: 'train', from, to: middle },
  ],
  ...more,
});

test('two threads find what one play after the other finds', async () => {
  const found = await searchVariants(asked());
  const arena = openArena(tape);
  const alone = variantsOf(prepared.strategy.parameters).map((values) =>
    playOnce(arena, dataContender(prepared, values), { from, to, terms: COMPANY_TERMS }),
  );
  expect(found.map(({ outcomes }) => outcomes[0]?.returns)).toEqual(
    alone.map(({ equity }) => changesOf(equity.map(({ usd }) => usd))),
  );
  expect(found.map(({ outcomes }) => outcomes[0]?.results.length)).toEqual(alone.map(({ trades }) => trades.length));
  expect(Math.min(...alone.map(({ trades }) => trades.length))).toBeGreaterThan(5);
});

test('a search that is stopped keeps what it has found and goes on from there', async () => {
  const stopping = new AbortController();
  const partial = await searchVariants(asked({ threads: 1, stop: stopping.signal, hear: () => stopping.abort() }));
  expect(partial.length).toBeGreaterThan(0);
  expect(partial.length).toBeLessThan(12);
  const played: number[] = [];
  const whole = await searchVariants(
    asked({
      threads: 1,
      known: partial,
      hear: ({ variant }) => played.push(variant),
    }),
  );
  const known = partial.map(({ variant }) => variant);
  expect(played.filter((variant) => known.includes(variant))).toEqual([]);
  expect(whole.map(({ variant }) => variant)).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('a thread that fails makes the search fail', async () => {
  const broken = { ...prepared, strategy: { ...prepared.strategy, entry: { when: ['clse > 1'], rank: null } } };
  await expect(searchVariants(asked({ prepared: broken, threads: 1 }))).rejects.toThrow('there is no clse');
});

const outcomeOf = (returns: readonly number[]) => ({
  returns: [...returns],
  results: [],
  equityUsd: 1,
  feesUsd: 0,
  slippage: null,
});

test('a variant that never traded is the last choice', () => {
  const tries = [
    [-0.01, -0.02],
    [-0.03, -0.02],
    [0, 0],
  ];
  const ranked = rankVariants(
    tries.map((returns, variant) => ({ variant, outcomes: [outcomeOf(returns)] })),
    0,
  );
  expect(ranked.map(({ variant }) => variant)).toEqual([0, 1, 2]);
});
