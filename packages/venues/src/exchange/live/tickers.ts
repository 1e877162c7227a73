import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Tick } from '@atc/core/market';
import { z } from 'zod';
import { pairOf } from '../adapter/context.ts';
import type { ExchangeClient } from '../adapter/exchange-client.ts';

export interface ExchangePrices {
  readonly client: ExchangeClient;
  readonly contracts: readonly string[];
  /** When it is, for what is seen now: never earlier than the company's time. */
  readonly now: () => Date;
}

/** What an exchange says of pairs, asked or unasked: the last price and when it said so. */
export const tickers = z.record(
  z.string(),
  z.object({ last: z.coerce.number().nullish(), timestamp: z.number().nullish() }),
);

export type Tickers = z.infer<typeof tickers>;

/** A price as it was seen, without what was traded. */
export type SeenPrice = Omit<Tick, 'turnoverUsd'>;

/** A price that is older when it comes is none. */
const STALE_AFTER_MS = MINUTE_MS;

/** The prices of contracts that an exchange has told at this moment (milliseconds). */
export function pricesIn(said: Tickers, contracts: readonly string[], at: number): readonly SeenPrice[] {
  return contracts.flatMap((contract) => {
    const { last: price, timestamp } = said[pairOf(contract)] ?? {};
    if (!price || !(price > 0) || (timestamp && at - timestamp > STALE_AFTER_MS)) return [];
    return [{ contract, price, at }];
  });
}
