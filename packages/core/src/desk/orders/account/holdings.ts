import { type Decimal, ZERO } from '../../../kernel/money/index.ts';

export interface Holding {
  readonly instrumentId: string;
  readonly quantity: Decimal;
}

export interface HoldingDifference {
  readonly instrumentId: string;
  readonly ours: Decimal;
  readonly venue: Decimal;
}

/**
 * Instruments of which our books and the venue hold different quantities; what either does not name it holds none of.
 */
export function differencesOf(ours: readonly Holding[], venue: readonly Holding[]): readonly HoldingDifference[] {
  const ids = new Set([...ours, ...venue].map((holding) => holding.instrumentId));
  return [...ids]
    .map((instrumentId) => ({
      instrumentId,
      ours: quantityOf(ours, instrumentId),
      venue: quantityOf(venue, instrumentId),
    }))
    .filter((difference) => !difference.ours.eq(difference.venue));
}

function quantityOf(holdings: readonly Holding[], instrumentId: string): Decimal {
  return holdings
    .filter((holding) => holding.instrumentId === instrumentId)
    .reduce((sum: Decimal, holding) => sum.add(holding.quantity), ZERO);
}
