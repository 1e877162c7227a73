import type { Market } from './market.ts';

const BARS_FRESH = 2;

/** How old a price may be and still count as fresh (milliseconds of company time). */
export function freshForMs(market: Pick<Market, 'barMs'>): number {
  return market.barMs * BARS_FRESH;
}

/** Whether a price of that instant is too old to act on. */
export function isStale(market: Pick<Market, 'barMs'>, pricedAt: Date, now: Date): boolean {
  return now.getTime() - pricedAt.getTime() > freshForMs(market);
}

/**
 * The last price of a contract, however old; null when there is none, also where the market does not list it any more.
 */
export function lastPrice(market: Market, contract: string, now: Date): { price: number; at: Date } | null {
  return market.contracts().some((listed) => listed.contract === contract) ? market.price(contract, now) : null;
}

/** The last price of a contract; null when there is none, it is stale or the market does not list the contract. */
export function freshPrice(market: Market, contract: string, now: Date): number | null {
  const last = lastPrice(market, contract, now);
  return last && !isStale(market, last.at, now) ? last.price : null;
}

/** The step between two prices of a contract. Throws where the market does not list it. */
export function tickOf(market: Pick<Market, 'contracts'>, contract: string): string {
  const listed = market.contracts().find((one) => one.contract === contract);
  if (!listed) throw new RangeError(`the market does not list ${contract}`);
  return listed.tick;
}
