import type { ListedContract } from './market.ts';

export type Precision = Pick<ListedContract, 'decimals' | 'tick' | 'minQuantity'>;

/** Quantity decimals, tick and least quantity that suit a price: a tick is at most a ten-thousandth of it. */
export function precisionOf(price: number): Precision {
  const magnitude = Math.floor(Math.log10(price));
  const places = placesOf(price);
  const decimals = Math.max(0, Math.min(9, 4 + magnitude));
  return { decimals, tick: (10 ** -places).toFixed(places), minQuantity: (10 ** -decimals).toFixed(decimals) };
}

/** Decimal places of a tick that suits a price. */
export function placesOf(price: number): number {
  return Math.max(2, Math.min(12, 4 - Math.floor(Math.log10(price))));
}
