import { setTimeout as delay } from 'node:timers/promises';
import type { PriceSource } from '@atc/core/market';
import { type FeedMode, TOKENS } from './plan.ts';

export interface ScriptedFeed {
  readonly source: PriceSource;
  setPrice(usd: number): void;
  setMode(mode: FeedMode): void;
}

/** As long as a client waits for an answer that does not come. */
const TIMEOUT_MS = 10_000;
const TURNOVER_USD = 1e7;

/** A source of live prices that says what it is told at the time that `now` tells, or fails as it is told. */
export function openScriptedFeed(price: number, now: () => Date): ScriptedFeed {
  let usd = price;
  let mode: FeedMode = 'sound';
  let seen = Number.NaN;
  const tick = (symbol: string) => {
    return { contract: `${symbol}_USDC`, price: usd, at: now().getTime(), turnoverUsd: TURNOVER_USD };
  };
  const looks: Readonly<Record<FeedMode, () => Promise<readonly (typeof TOKENS)[number][]>>> = {
    sound: async () => TOKENS,
    silent: async () => {
      await delay(TIMEOUT_MS);
      throw new Error('nobody answered');
    },
    failing: () => Promise.reject(new Error('the source answered 500')),
    // Its prices stand still, so that none of them counts.
    stale: async () => [],
    'in part': async () => TOKENS.slice(2),
  };
  return {
    source: {
      look: async (saw) => {
        const symbols = await looks[mode]();
        saw(symbols.map(tick));
        if (symbols.length === TOKENS.length && seen !== usd) process.send?.({ seen: usd });
        if (symbols.length === TOKENS.length) seen = usd;
      },
    },
    setPrice: (next) => {
      usd = next;
    },
    setMode: (next) => {
      mode = next;
    },
  };
}
