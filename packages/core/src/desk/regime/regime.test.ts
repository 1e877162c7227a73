import { expect, test } from 'vitest';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START } from '../../testing/test-company.ts';
import { readRegime, regimeOf, sayRegime, type TokenHours } from './index.ts';

/** A week of hours that goes evenly from a price to another, with a wave of an hour. */
function token(symbol: string, to: number, wave = 0.01): TokenHours {
  const hours = Array.from({ length: 168 }, (_, i) => {
    const close = (100 + ((to - 100) * i) / 167) * (1 + (i % 2 === 0 ? wave : -wave));
    return { openAt: i * HOUR_MS, open: close, high: close, low: close, close, volume: 1 };
  });
  return { symbol, hours };
}

const up = ['ETH', 'SOL', 'WIF', 'JUP'].map((symbol) => token(symbol, 120));
const down = ['ETH', 'SOL', 'WIF', 'JUP'].map((symbol) => token(symbol, 80));

test('a market rises when its leader and two tokens of three stand above their week, and falls the same way', () => {
  expect(regimeOf([token('BTC', 110), ...up])).toMatchObject({ name: 'rising', leader: 'BTC', breadth: 1, tokens: 5 });
  expect(regimeOf([token('BTC', 90), ...down])).toMatchObject({ name: 'falling', breadth: 0 });
});

test('it does neither where leader and tokens disagree, or the tokens among themselves', () => {
  expect(regimeOf([token('BTC', 110), ...down])?.name).toBe('ranging');
  expect(regimeOf([token('BTC', 90), ...up])?.name).toBe('ranging');
  expect(regimeOf([token('BTC', 110), ...up.slice(0, 2), ...down.slice(2)])?.name).toBe('ranging');
});

test('tokens that swing alike move together, and less of a day than of a week is told apart', () => {
  const calm = regimeOf([token('BTC', 110), token('SOL', 110, 0.02)]);
  expect(calm?.correlation).toBeCloseTo(1, 2);
  expect(calm?.volatility).toBeCloseTo(calm?.usualVolatility ?? 0, 2);
  expect(regimeOf([token('BTC', 110)])?.correlation).toBeNull();
});

test('too few hours say nothing, and without BTC the first token leads', () => {
  const young = { symbol: 'SOL', hours: token('SOL', 120).hours.slice(0, 71) };
  expect(regimeOf([young])).toBeNull();
  expect(regimeOf([young, token('WIF', 120)])).toMatchObject({ leader: 'WIF', tokens: 1 });
});

test('it is read of the hours that have closed, and said with its figures', () => {
  const market = scriptedMarket({ BTC_USDT: 100, SOL_USDT: 100 }, { startsAt: TEST_START, barMs: HOUR_MS });
  for (let hour = 0; hour < 100; hour += 1)
    for (const contract of ['BTC_USDT', 'SOL_USDT']) market.append(contract, { close: 100 - hour * 0.1 });
  const at = new Date(TEST_START.getTime() + 100 * HOUR_MS);
  expect(readRegime(market, TEST_START)?.name).toBe('ranging');
  const regime = readRegime(market, at);
  expect(regime?.name).toBe('falling');
  expect(regime && sayRegime(regime)).toMatch(
    /^the market is falling: 0 of 2 tokens stand above their week's average, BTC −\d\.\d % from its own/,
  );
});
