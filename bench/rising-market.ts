import type { Candle, Market } from '@atc/core/desk/market';
import { scriptedMarket } from '@atc/core/testing';

const BARS = 2400;
const BAR_MS = 60_000;
export const RISING_START = new Date('2025-02-03T15:00:00Z');

/** A market of many contracts that have been rising on growing volume: signals on them are worth taking. */
export function risingMarket(count: number): ReturnType<typeof scriptedMarket> {
  const prices = Object.fromEntries(Array.from({ length: count }, (_, i) => [`T${i}_USDT`, 10]));
  return scriptedMarket(prices, { startsAt: RISING_START, barMs: BAR_MS, history: risingHistory() });
}

function risingHistory(): readonly Candle[] {
  return Array.from({ length: BARS }, (_, i) => {
    const rise = Math.max(0, i - BARS * 0.6) / (BARS * 0.4);
    const level = (at: number) => 10 * (1 + 0.1 * rise * rise + 0.003 * Math.sin(at / 9));
    const open = level(i);
    const close = level(i + 1);
    return { openAt: RISING_START.getTime() - (BARS - i) * BAR_MS, open, close, high: Math.max(open, close) * 1.0008, low: Math.min(open, close) * 0.9992, volume: 1e7 * (1 + 2 * rise) };
  });
}

/** A bar that reaches every target: the desk closes what it holds. */
export function jump(market: ReturnType<typeof risingMarket>): void {
  for (const { contract } of market.contracts()) append(market, contract);
}

function append(market: ReturnType<typeof risingMarket>, contract: string): void {
  const price = (market as Market).price(contract, new Date(8.64e15))?.price ?? 10;
  market.append(contract, { open: price, close: price * 1.6, high: price * 1.61, volume: 1e8 });
}
