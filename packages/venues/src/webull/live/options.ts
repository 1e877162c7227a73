import { OPTION_UNITS } from '@atc/core/desk/instruments';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { type DayVolumes, type ListedContract, type Tick, tradedBefore } from '@atc/core/market';
import { optionSnapshot } from '../adapter/wire.ts';

export interface Quotes {
  /** One entry for each option that Webull knows. */
  readonly said: readonly unknown[];
  /** Machine time, UTC milliseconds. */
  readonly at: number;
}

/** A quote that is older is of a market that is closed. */
const STALE_AFTER_MS = MINUTE_MS;
/** Bid and ask further apart than this share of the ask, and than this many USD, say nothing of what it is worth. */
const WIDE = { share: 0.5, usd: 0.1 } as const;

/**
 * The prices in an answer: the middle of bid and ask, as options trade seldom. One that is missing, malformed, older
 * than a minute, without a bid, with its sides crossed or far apart is no price.
 */
export function readOptions(symbols: readonly string[], { said, at }: Quotes, volumes: DayVolumes): readonly Tick[] {
  return said.flatMap((one) => {
    const { data } = optionSnapshot.safeParse(one);
    if (!data || !symbols.includes(data.symbol) || at - data.quote_time > STALE_AFTER_MS) return [];
    const [bid, ask] = [Number(data.bid), Number(data.ask)];
    if (!(bid > 0) || !(ask >= bid) || ask - bid > Math.max(WIDE.usd, ask * WIDE.share)) return [];
    const price = (bid + ask) / 2;
    const traded = tradedBefore(volumes, data.symbol, { at, volume: Number(data.volume) });
    return [{ contract: data.symbol, price, at, turnoverUsd: traded * OPTION_UNITS * price }];
  });
}

/** How the market lists an option: counted in the shares that it is on, a hundred for a contract. */
export function listedOption(occ: string, firstBarAt: Date): ListedContract {
  const minQuantity = String(OPTION_UNITS);
  return { contract: occ, symbol: occ, quote: 'USD', decimals: 0, tick: '0.01', minQuantity, firstBarAt };
}
