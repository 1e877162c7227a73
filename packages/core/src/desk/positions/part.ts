import { Decimal, plain } from '../../kernel/money/index.ts';
import { fillIn } from '../../kernel/text/index.ts';

/** What is said of a part that is less than one lot. */
export const LOT_SAYS = '{percent} % of {held} is {part}, less than the smallest quantity of {lot}: nothing is sold';

export interface PartOf {
  readonly held: Decimal;
  /** The smallest quantity that its venue trades; everything else is a multiple of it. */
  readonly lot: Decimal;
  /** The part to sell; 1 is all of it. */
  readonly fraction: number;
}

/** The whole lots that a part of a holding comes to, all of it for 1; refused where that is less than one lot. */
export function partToSell({
  held,
  lot,
  fraction,
}: PartOf): { readonly quantity: Decimal } | { readonly refused: string } {
  if (fraction >= 1) return { quantity: held };
  const wanted = held.mul(fraction);
  const quantity = wanted.div(lot).floor().mul(lot);
  if (quantity.gt(0)) return { quantity };
  // Exact: what is refused for being small would be rounded to nothing.
  const percent = plain(new Decimal(fraction).mul(100));
  const figures = { percent, held: plain(held), part: plain(wanted), lot: plain(lot) };
  return { refused: fillIn(LOT_SAYS, figures) };
}
