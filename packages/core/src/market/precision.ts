import { plain } from '../kernel/money/index.ts';
import type { ListedContract } from './market.ts';

export type Precision = Pick<ListedContract, 'decimals' | 'tick' | 'minQuantity'>;

export interface PriceRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Quantity decimals, tick and least quantity that suit everything between two prices: a tick is at most a
 * ten-thousandth of the lowest, and the least quantity is worth less than a cent at the highest, where decimals allow.
 */
export function precisionOf({ low, high }: PriceRange): Precision {
  const magnitude = Math.floor(Math.log10(high));
  const places = placesOf(low);
  const decimals = Math.max(0, Math.min(9, 4 + magnitude));
  return { decimals, tick: plain(10 ** -places, places), minQuantity: plain(10 ** -decimals, decimals) };
}

/** Decimal places of a tick that suits a price. */
export function placesOf(price: number): number {
  return Math.max(2, Math.min(12, 4 - Math.floor(Math.log10(price))));
}
