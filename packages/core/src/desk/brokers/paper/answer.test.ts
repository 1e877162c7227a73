import { expect, test } from 'vitest';
import type { Dice } from '../../../kernel/dice/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { MINUTE_MS } from '../../../kernel/time/index.ts';
import type { Candle } from '../../../market/index.ts';
import { scriptedMarket } from '../../../testing/scripted-market.ts';
import type { OrderBody } from '../../venue/index.ts';
import { answerTo, conditionsOf, type Seen } from './answer.ts';

const startsAt = new Date('2025-02-03T15:00:00Z');
const later = (minutes: number) => new Date(startsAt.getTime() + minutes * MINUTE_MS);
const rolled: string[] = [];
const dice: Dice = {
  seed: 'paper',
  roll: (decision, key) => {
    rolled.push(`${decision} ${key}`);
    return 0.5;
  },
};
const market = scriptedMarket({ BONK_USDT: 2 }, { startsAt });

const body = (changes: Partial<OrderBody> = {}): OrderBody => ({
  clientOrderId: 'a'.repeat(32),
  accountId: 'account',
  instrumentId: 'instrument',
  contract: 'BONK_USDT',
  side: 'buy',
  type: 'market',
  spendUsd: '50',
  quantity: null,
  refPrice: '2',
  triggerPrice: null,
  decimals: 6,
  ...changes,
});
const sale = body({ side: 'sell', spendUsd: null, quantity: '10' });
const rejected = (reason: string) => ({ status: 'rejected', reason, fills: [] });

test('an order is filled near the close of the last closed bar', () => {
  const { status, fills } = answerTo({ market, dice }, body(), startsAt);
  expect(status).toBe('filled');
  expect(fills[0]?.price.toNumber()).toBeCloseTo(2, 2);
});

test('the luck of an order is told by what it is, when and at which price', () => {
  rolled.length = 0;
  answerTo({ market, dice }, body(), startsAt);
  expect(rolled).toEqual(['paper.fill BONK_USDT|buy|2025-02-03T15:00:00.000Z|2']);
});

test('a stop is not taken: none rests here', () => {
  expect(answerTo({ market, dice }, body({ type: 'stop' }), startsAt)).toEqual(rejected('no stop rests at paper'));
});

test('a contract that is not listed is not traded', () => {
  const strange = body({ contract: 'WIF_USDT' });
  expect(answerTo({ market, dice }, strange, startsAt)).toEqual(rejected('the venue does not list WIF_USDT'));
});

test('before the first bar has closed there is no price', () => {
  const before = new Date(startsAt.getTime() - 1e9);
  expect(answerTo({ market, dice }, body(), before)).toEqual(rejected('the venue has no price yet'));
});

test('a price of two bars ago is traded at, an older one is not', () => {
  expect(answerTo({ market, dice }, body(), later(2)).status).toBe('filled');
  const stale = new Date(later(2).getTime() + 1);
  expect(answerTo({ market, dice }, body(), stale)).toEqual(rejected('the venue has no fresh price'));
});

test('a sale without a fresh price is not refused: its outcome is unknown until there is one (I4)', () => {
  expect(answerTo({ market, dice }, sale, later(2)).status).toBe('filled');
  expect(() => answerTo({ market, dice }, sale, later(3))).toThrow('the paper venue has no fresh price of BONK_USDT');
});

const bar = (close: number, volume: number, high = close): Candle => ({
  openAt: 0,
  open: close,
  high,
  low: close,
  close,
  volume,
});
const seen = (bars: readonly Candle[]): Seen => ({
  bars,
  last: bars.at(-1) ?? bar(1, 1),
  listed: {
    contract: 'BONK_USDT',
    symbol: 'BONK',
    quote: 'USDT',
    decimals: 6,
    tick: '0.01',
    minQuantity: '0.5',
    firstBarAt: startsAt,
  },
  roll: 0.25,
});

test('conditions are the last close and high, the mean volume in USD and the deviation of the changes', () => {
  const conditions = conditionsOf(seen([bar(100, 3), bar(110, 2), bar(99, 5), bar(99, 5, 120)]));
  // 300, 220, 495 and 495 USD; changes of +10 %, -10 % and none: the root of 0.02 over two
  expect(conditions).toEqual({
    price: 99,
    high: 120,
    volumeUsd: 377.5,
    volatility: expect.closeTo(0.1, 12),
    minQuantity: new Decimal('0.5'),
    roll: 0.25,
  });
});

test('prices that rise evenly do not deviate', () => {
  expect(conditionsOf(seen([bar(100, 1), bar(110, 1), bar(121, 1)])).volatility).toBeCloseTo(0, 12);
});

test('a single bar says nothing of how much the price moves', () => {
  expect(conditionsOf(seen([bar(100, 7)]))).toMatchObject({ volatility: 0, volumeUsd: 700 });
});

test('thirty bars are looked back at, and no further', () => {
  const script = scriptedMarket({ BONK_USDT: 2 }, { startsAt, historyOf: () => [] });
  script.append('BONK_USDT', { close: 4, volume: 1e9 });
  for (let i = 0; i < 30; i++) script.append('BONK_USDT', { close: 2, open: 2, volume: 1e9 });
  const slippageAt = (minutes: number) =>
    answerTo({ market: script, dice }, body(), later(minutes)).fills[0]?.slippageBps;
  // The jump from 4 to 2 is one of the 29 changes of thirty bars, until it is the thirtieth.
  expect(slippageAt(30)).toBeGreaterThan(40);
  expect(slippageAt(31)).toBeCloseTo(2, 9);
});
