import { Decimal, roundUsd, ZERO } from '../../kernel/money/index.ts';

/** The books of one position. Fees stand beside the cost, never inside it. */
export interface Book {
  readonly quantity: Decimal;
  /** Everything ever bought. */
  readonly filledQty: Decimal;
  /** Cost of what is still held. */
  readonly costBasisUsd: Decimal;
  /** Cost of everything ever bought, fees included. */
  readonly entryCostUsd: Decimal;
  readonly proceedsUsd: Decimal;
  readonly feesUsd: Decimal;
  /** Proceeds minus the cost of what was sold, before fees. */
  readonly realizedPnl: Decimal;
}

export const EMPTY_BOOK: Book = {
  quantity: ZERO,
  filledQty: ZERO,
  costBasisUsd: ZERO,
  entryCostUsd: ZERO,
  proceedsUsd: ZERO,
  feesUsd: ZERO,
  realizedPnl: ZERO,
};

export interface BookedFill {
  readonly side: 'buy' | 'sell';
  readonly quantity: Decimal;
  /** Notional, rounded once to 8 places. */
  readonly usd: Decimal;
  readonly feeUsd: Decimal;
}

/**
 * The books after a fill. A partial sale releases its share of the cost rounded to 8 places, the last sale the
 * remainder, so that nothing is ever left over.
 */
export function book(before: Book, fill: BookedFill): Book {
  const feesUsd = before.feesUsd.add(fill.feeUsd);
  if (fill.side === 'buy') {
    return {
      ...before,
      feesUsd,
      quantity: before.quantity.add(fill.quantity),
      filledQty: before.filledQty.add(fill.quantity),
      costBasisUsd: before.costBasisUsd.add(fill.usd),
      entryCostUsd: before.entryCostUsd.add(fill.usd).add(fill.feeUsd),
    };
  }
  const released = releasedCost(before, fill.quantity);
  return {
    ...before,
    feesUsd,
    quantity: before.quantity.sub(fill.quantity),
    costBasisUsd: before.costBasisUsd.sub(released),
    proceedsUsd: before.proceedsUsd.add(fill.usd),
    realizedPnl: before.realizedPnl.add(fill.usd.sub(released)),
  };
}

function releasedCost({ quantity, costBasisUsd }: Book, sold: Decimal): Decimal {
  return sold.gte(quantity) ? costBasisUsd : roundUsd(costBasisUsd.mul(sold).div(quantity));
}

/** What a position would gain if it were sold at a price, before fees; rounded to 8 places. */
export function unrealizedPnl(
  { quantity, costBasisUsd }: Pick<Book, 'quantity' | 'costBasisUsd'>,
  price: Decimal,
): Decimal {
  return roundUsd(quantity.mul(price)).sub(costBasisUsd);
}

export type OutcomeType = 'win' | 'loss' | 'breakeven';

/** Net result over the total entry cost, as a fraction. */
export function pnlPct(netPnl: Decimal, entryCostUsd: Decimal): number {
  return entryCostUsd.isZero() ? 0 : netPnl.div(entryCostUsd).toNumber();
}

/** Breakeven lies within half a percent of nothing. */
export function outcomeOf(pct: number): OutcomeType {
  if (Math.abs(pct) <= 0.005) return 'breakeven';
  return pct > 0 ? 'win' : 'loss';
}

/** The average price of a purchase, for people: cost over quantity. */
export function averagePrice(usd: Decimal, quantity: Decimal): Decimal {
  return quantity.isZero() ? ZERO : usd.div(quantity).toDecimalPlaces(18, Decimal.ROUND_HALF_UP);
}
