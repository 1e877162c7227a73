import type { Terms } from '../../engine/index.ts';
import type { GridToken } from '../tape/index.ts';

/** What an order that is decided on when a bar closes is filled at. */
export interface Fill {
  /** Before slippage. */
  readonly price: number;
  /** The first base bar that is seen after it. */
  readonly next: number;
}

/** Where so many base bars have closed, and how many there are. */
export interface Place {
  readonly end: number;
  readonly limit: number;
}

/** The price of an order on some terms; where no bar follows any more that of the last one. */
export function fillOf({ base }: GridToken, { fill }: Terms, { end, limit }: Place): Fill {
  if (fill === 'close' || end >= limit) return { price: base.close[end - 1] ?? Number.NaN, next: end };
  if (fill === 'next_open') return { price: base.open[end] ?? Number.NaN, next: end };
  return { price: base.close[end] ?? Number.NaN, next: end + 1 };
}
