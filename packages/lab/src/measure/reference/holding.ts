import type { Prices } from '../events/study.ts';
import type { EquityPoint } from '../returns/daily.ts';

/** What holding begins with. */
export interface Holding {
  readonly usd: number;
  /** When it is valued, in order of time; bought at the first. */
  readonly instants: readonly number[];
}

/**
 * What equal parts of the capital in each token come to without costs. A token without a price at the start is bought
 * when it has its first; until then its part is cash.
 */
export function holdingCurve({ tokens, closeAt }: Prices, { usd, instants }: Holding): readonly EquityPoint[] {
  const bought = new Map<string, number>();
  const part = usd / tokens.length;
  return instants.map((at) => {
    const worth = tokens.map((token) => {
      const price = closeAt(token, at);
      if (price === null) return bought.has(token) ? Number.NaN : part;
      const entry = bought.get(token) ?? price;
      bought.set(token, entry);
      return part * (price / entry);
    });
    return { at, usd: worth.reduce((sum, one) => sum + one, 0) };
  });
}
