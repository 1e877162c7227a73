import { type Decimal, maxOf, ZERO } from '../../kernel/money/index.ts';
import type { VenueFill, VenueReport } from './broker.ts';

/** What is booked of an order. */
export interface BookedSums {
  readonly side: 'buy' | 'sell';
  /** The price the intent was made at. */
  readonly refPrice: Decimal | null;
  readonly filledQty: Decimal;
  readonly filledUsd: Decimal;
  readonly feeUsd: Decimal;
}

/** A fill as it is booked: what a venue does not say of its slippage is measured against the price of the intent. */
export type FillToBook = VenueFill & { readonly slippageBps: number };

/**
 * The fills of a report that are new beside what is booked. Of a venue that tells only sums, the difference is one
 * fill, named by the sum it leads to, so that the same sum is booked once. Call with the order locked.
 */
export function fillsSince(booked: BookedSums, report: VenueReport): readonly FillToBook[] {
  const [sum] = report.fills;
  if (!report.cumulative || !sum) return report.fills.map((fill) => measured(booked, fill));
  const quantity = sum.quantity.sub(booked.filledQty);
  if (quantity.lte(0)) return [];
  const usd = maxOf(ZERO, sum.usd.sub(booked.filledUsd));
  const price = usd.div(quantity);
  return [
    {
      ...sum,
      venueFillId: `${sum.venueFillId}-${sum.quantity.toFixed()}`,
      quantity,
      usd,
      price,
      slippageBps: slippageOf(booked, price),
      feeUsd: maxOf(ZERO, sum.feeUsd.sub(booked.feeUsd)),
    },
  ];
}

function measured(booked: BookedSums, fill: VenueFill): FillToBook {
  return { ...fill, slippageBps: fill.slippageBps ?? slippageOf(booked, fill.price) };
}

/** How much worse than the intent's price it was filled, in basis points; below zero is better. */
function slippageOf({ side, refPrice }: BookedSums, price: Decimal): number {
  if (!refPrice) return 0;
  const bps = price.div(refPrice).sub(1).mul(10_000).toNumber();
  return side === 'buy' ? bps : -bps;
}
