import type { SeriesMarket } from '@atc/core/market';
import type { Prices } from '../measure/index.ts';

/** The closes of a market by the token's symbol. */
export function pricesOf(market: SeriesMarket): Prices {
  const contracts = new Map(market.contracts().map(({ symbol, contract }) => [symbol, contract]));
  return {
    tokens: [...contracts.keys()],
    closeAt: (token, at) => {
      const contract = contracts.get(token);
      if (contract === undefined || at > market.endsAt.getTime()) return null;
      return market.price(contract, new Date(at))?.price ?? null;
    },
  };
}
