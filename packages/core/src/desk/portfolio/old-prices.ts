import { isStale, type Market } from '../../market/index.ts';
import type { Portfolio, ValuedAt } from './portfolio.ts';

/** What of the books is valued at a price that is not fresh any more, the oldest first. */
export interface OldPrices {
  /** The oldest price that equity rests on; null: nothing is held. */
  readonly pricedAt: Date | null;
  readonly old: readonly ValuedAt[];
}

/** How old the prices are on which the books rest. */
export function oldPricesOf(
  { valuedAt }: Pick<Portfolio, 'valuedAt'>,
  { market, now }: { readonly market: Pick<Market, 'barMs'>; readonly now: Date },
): OldPrices {
  const byAge = valuedAt.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return { pricedAt: byAge[0]?.at ?? null, old: byAge.filter(({ at }) => isStale(market, at, now)) };
}
