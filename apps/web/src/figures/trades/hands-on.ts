/** What these deciders need of a position that is held. */
export interface Handled {
  readonly quantity: string;
  readonly entryPrice: string | null;
  readonly currentPrice: string | null;
  readonly feesUsd: string;
  readonly stopLoss: string | null;
}

export interface PartSold {
  readonly quantity: number;
  /** At the last price, before the costs of the sale; null where there is no price. */
  readonly worthUsd: number | null;
}

/** What selling a part of a position comes to. */
export function partOf({ quantity, currentPrice }: Handled, fraction: number): PartSold {
  const part = Number(quantity) * fraction;
  return { quantity: part, worthUsd: currentPrice === null ? null : part * Number(currentPrice) };
}

/** The result if all of a position were sold at a price, after the fees so far; null where it was not bought yet. */
export function resultAt({ quantity, entryPrice, feesUsd }: Handled, price: number): number | null {
  return entryPrice === null ? null : (price - Number(entryPrice)) * Number(quantity) - Number(feesUsd);
}

export type StopFault = 'no_price' | 'raises_risk' | 'above_price';

/** Why a stop cannot be moved to a price: it may only rise, and stays below the last price. Null where it can. */
export function stopFault({ stopLoss, currentPrice }: Handled, price: number): StopFault | null {
  if (!Number.isFinite(price) || price <= 0) return 'no_price';
  if (stopLoss !== null && price < Number(stopLoss)) return 'raises_risk';
  return currentPrice !== null && price >= Number(currentPrice) ? 'above_price' : null;
}
