import { OPTION_UNITS } from '../../../instruments/index.ts';
import { type DayVolumes, type ListedContract, type Tick, tradedBefore } from '../../../market/index.ts';
import { optionSnapshot } from '../wire.ts';

export interface Quotes {
  /** One entry for each option that Webull knows. */
  readonly said: readonly unknown[];
  /** Machine time, UTC milliseconds. */
  readonly at: number;
}

/** A quote that is older is of a market that is closed; of an option that nobody trades it changes seldom. */
const STALE_AFTER_MS = 300_000;

/**
 * The prices in an answer: the middle of bid and ask, as options trade seldom; one that nobody bids for is worth half of
 * what is asked. One that is missing, malformed, older than five minutes or with its sides crossed is no price.
 */
export function readOptions(symbols: readonly string[], { said, at }: Quotes, volumes: DayVolumes): readonly Tick[] {
  return said.flatMap((one) => {
    const { data } = optionSnapshot.safeParse(one);
    if (!data || !symbols.includes(data.symbol) || at - data.quote_time > STALE_AFTER_MS) return [];
    const [bid, ask] = [Number(data.bid), Number(data.ask)];
    if (!(ask > 0) || !(ask >= bid)) return [];
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
