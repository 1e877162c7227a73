import { prepareStrategy } from '@atc/core/desk/strategies';
import { type Candle, columnsOf } from '@atc/core/market';
import { type Contender, dataContender } from '../contenders/index.ts';
import type { Tape } from '../tape/index.ts';

/** A day and a half of bars later than 1970, at midnight. */
export const START = Date.UTC(2025, 0, 1);
export const BAR_MS = 300_000;

/** A bar by its place, its close, and what else is told. */
export function aBar(place: number, close: number, more: Partial<Candle> = {}): Candle {
  const [open, high, low] = [more.open ?? close, more.high ?? close, more.low ?? close];
  const top = Math.max(open, high, close);
  return {
    openAt: START + place * BAR_MS,
    close,
    volume: 1e6,
    ...more,
    open,
    high: top,
    low: Math.min(open, low, close),
  };
}

/** A tape of tokens, each some bars, from the first bar to the end of the last. */
export function aTape(tokens: Readonly<Record<string, readonly Candle[]>>): Tape {
  const all = Object.values(tokens).flat();
  return {
    ...{ range: 'drawn', barMs: BAR_MS, startsAt: START },
    endsAt: Math.max(...all.map(({ openAt }) => openAt)) + BAR_MS,
    tokens: Object.entries(tokens).map(([symbol, bars]) => ({ symbol, base: columnsOf(bars, BAR_MS) })),
  };
}

/** A strategy on bars of five minutes that buys half of equity where the close is above 2, with some of it changed. */
export function aContender(changes: object = {}): Contender {
  const made = prepareStrategy({
    ...{ name: 'drawn', bars: '5m', entry: { when: ['close > 2'] }, size: { kind: 'share', share: 0.5 } },
    ...changes,
  });
  if (!made.prepared) throw new Error(made.faults.join('; '));
  return dataContender(made.prepared);
}
