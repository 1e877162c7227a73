import { VenueUnknownError } from '@atc/core/desk/venue';
import { type Decimal, ZERO } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { CcxtExchange } from '../../ccxt/index.ts';
import type { ExchangeClient } from '../adapter/exchange-client.ts';
import { minutes, type PairFacts } from '../adapter/wire.ts';
import { type ApartCharge, priceAt } from './charges.ts';

/** So long before a fee a price of its coin may be, in minutes. */
const LOOK_BACK = 60;

export interface ChargedAt {
  readonly facts: Pick<PairFacts, 'quote' | 'taker'>;
  /** Unix milliseconds. */
  readonly at: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * What charges in other coins were worth when they were paid, in dollars: each at the price of its coin in the minute
 * before. One without a price counts as what the exchange's own rate of fees makes it, at most.
 */
export async function valueCharges(
  client: ExchangeClient,
  apart: readonly ApartCharge[],
  { facts, at, signal }: ChargedAt,
): Promise<Decimal> {
  let sum = ZERO;
  for (const { coin, amount, tradedUsd } of apart) {
    const price = await readPriceAt(client, `${coin}/${facts.quote}`, { at, signal });
    sum = sum.add(price ? amount.mul(price) : tradedUsd.mul(facts.taker));
  }
  return sum;
}

/** What was paid on a pair at an instant; null where the exchange does not trade it, or did not within the hour. */
async function readPriceAt(
  client: ExchangeClient,
  pair: string,
  { at, signal }: Pick<ChargedAt, 'at' | 'signal'>,
): Promise<Decimal | null> {
  const since = (Math.floor(at / MINUTE_MS) - LOOK_BACK) * MINUTE_MS;
  const ask = async ({ exchange, loadMarkets }: CcxtExchange) => {
    await loadMarkets();
    return pair in (exchange.markets ?? {}) ? exchange.fetchOHLCV(pair, '1m', since, LOOK_BACK + 1) : [];
  };
  const said = await client.ask({ ask, answer: minutes, signal });
  if (!said.ok) throw new VenueUnknownError(`${client.id} tells no price of ${pair}: ${said.kind}: ${said.message}`);
  return priceAt(said.value, at);
}
