import { MINUTE_MS } from '@atc/core/kernel/time';
import { type DayVolumes, type ListedContract, type Tick, tradedBefore } from '@atc/core/market';
import { snapshot } from '../adapter/wire.ts';

/** What the day's counter of each share showed, and when it was last seen to rise; null: not yet. */
export type Counters = Map<string, { readonly volume: number; readonly risenAt: number | null }>;

export interface SeenShares {
  readonly counters: Counters;
  readonly volumes: DayVolumes;
}

export interface Snapshots {
  /** One entry for each share that Webull knows. */
  readonly said: readonly unknown[];
  /** Machine time, UTC milliseconds. */
  readonly at: number;
}

/** A share whose counter has not risen for so long does not trade now. */
const STALE_AFTER_MS = MINUTE_MS;
const SHARE_DECIMALS = 5;

/**
 * The prices in an answer. A closed exchange goes on telling its last ones, so that a price counts only while the share
 * is seen to trade: one that is missing, malformed or has not traded for a minute has none. Notes the counters.
 */
export function readShares(symbols: readonly string[], { said, at }: Snapshots, seen: SeenShares): readonly Tick[] {
  return said.flatMap((one) => {
    const { data } = snapshot.safeParse(one);
    const [price, volume] = [Number(data?.price), Number(data?.volume)];
    if (!data || !symbols.includes(data.symbol) || !(price > 0) || !(volume >= 0)) return [];
    const { symbol } = data;
    const known = seen.counters.get(symbol);
    const risenAt = known && volume > known.volume ? at : (known?.risenAt ?? null);
    seen.counters.set(symbol, { volume, risenAt });
    const traded = tradedBefore(seen.volumes, symbol, { at, volume });
    if (risenAt === null || at - risenAt > STALE_AFTER_MS) return [];
    return [{ contract: symbol, price, at, turnoverUsd: traded * price }];
  });
}

/** How the market lists a share of a company in the United States. */
export function listedShare(symbol: string, firstBarAt: Date): ListedContract {
  const minQuantity = (10 ** -SHARE_DECIMALS).toFixed(SHARE_DECIMALS);
  return { contract: symbol, symbol, quote: 'USD', decimals: SHARE_DECIMALS, tick: '0.01', minQuantity, firstBarAt };
}
