import { seededDice } from '@atc/core/kernel/dice';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import { scriptedMarket } from '@atc/core/testing';

const BARS = 2400;
const BAR_MS = MINUTE_MS;
export const RISING_START = new Date('2025-02-03T15:00:00Z');

/**
 * A market of many contracts that have been rising on growing volume: signals on them are worth taking. Their past is
 * `bars` minutes long: a long one of many contracts fills this process's memory, and what collects it stops the clock.
 */
export function risingMarket(count: number, bars = BARS): ReturnType<typeof scriptedMarket> {
  const prices = Object.fromEntries(Array.from({ length: count }, (_, i) => [`T${i}_USDT`, 10]));
  return scriptedMarket(prices, {
    startsAt: RISING_START,
    barMs: BAR_MS,
    historyOf: (contract) => risingHistory(contract, bars),
  });
}

/**
 * Rising for the last 40 % on growing volume, each contract with a wobble of its own so that no two are the same bet.
 */
function risingHistory(contract: string, bars: number): readonly Candle[] {
  const { roll } = seededDice(contract);
  const phases = Array.from({ length: 6 }, (_, i) => ({
    size: 0.006 + 0.01 * roll('size', String(i)),
    pace: 20 + 90 * roll('pace', String(i)),
    shift: 7 * roll('shift', String(i)),
  }));
  const level = (at: number) => {
    const rise = Math.max(0, at - bars * 0.6) / (bars * 0.4);
    return (
      10 *
      (1 +
        0.12 * rise * rise +
        phases.reduce((sum, { size, pace, shift }) => sum + size * Math.sin(at / pace + shift), 0) * (1 - 0.8 * rise))
    );
  };
  return Array.from({ length: bars }, (_, i) => {
    const rise = Math.max(0, i - bars * 0.6) / (bars * 0.4);
    const [open, close] = [level(i), level(i + 1)];
    return {
      openAt: RISING_START.getTime() - (bars - i) * BAR_MS,
      open,
      close,
      high: Math.max(open, close) * 1.0008,
      low: Math.min(open, close) * 0.9992,
      volume: 1e7 * (1 + 2 * rise),
    };
  });
}

/**
 * The next bar of every contract: the named ones reach their targets, so that the desk closes what it holds of them.
 */
export function nextBar(market: ReturnType<typeof risingMarket>, reaching: ReadonlySet<string>): Date {
  for (const { contract } of market.contracts()) {
    const price = market.price(contract, new Date(8.64e15))?.price ?? 10;
    market.append(
      contract,
      reaching.has(contract) ? { open: price, close: price * 1.6, high: price * 1.61, volume: 1e8 } : { close: price },
    );
  }
  const last = market.price(market.contracts()[0]?.contract ?? '', new Date(8.64e15));
  return last?.at ?? RISING_START;
}
