/** What these deciders need of a position. */
export interface Held {
  readonly id: string;
  readonly instrument: { readonly symbol: string };
  readonly quantity: string;
  readonly currentPrice: string | null;
  readonly costBasisUsd: string;
}

/** What these positions are worth at their last prices; at their cost where there is none. */
export function heldWorth(held: readonly Held[]): number {
  return held.reduce((sum, { quantity, currentPrice, costBasisUsd }) => {
    return sum + (currentPrice === null ? Number(costBasisUsd) : Number(quantity) * Number(currentPrice));
  }, 0);
}

export function sayPositions(count: number): string {
  return count === 1 ? '1 position' : `${count} positions`;
}
