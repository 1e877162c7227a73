import { sayAmount } from '../../../kernel/figures/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import type { AccountStatement } from '../../venue/index.ts';

/** What our books say of an account. */
export interface OurAccount {
  readonly cashUsd: Decimal;
  /** Fees that were paid from something else than its cash: the venue still has what they are worth. */
  readonly feesApartUsd: Decimal;
  /** No order is under way, and none has changed since the venue was asked. */
  readonly quiet: boolean;
  /**
   * Which of the orders that the venue names are ours and have not ended, as far as we know; and of the purchases that
   * it names for stops, which have left one that is not in our books yet.
   */
  readonly ours: ReadonlySet<string>;
}

export type AccountFinding =
  | { readonly kind: 'agrees' }
  /** It may be a moment's difference: it counts when the next look finds the same. */
  | { readonly kind: 'doubt'; readonly reason: string }
  | { readonly kind: 'freeze'; readonly reason: string };

/** Rounding and no more: what a venue and we round differently. */
const CASH_WITHIN_USD = new Decimal('0.01');

/**
 * Compares what a venue says of an account with our books. An order that is none of ours is somebody trading by hand or
 * by another program, or has ended in our books only: at once a reason to buy nothing more. Cash that differs is one
 * only when two looks found it, with no order under way. What the venue does not say is not judged.
 */
export function judgeStatement(said: AccountStatement, books: OurAccount, doubted: string | null): AccountFinding {
  const foreign = (said.openOrders ?? []).filter(
    ({ clientOrderId, purchaseId }) => ![clientOrderId, purchaseId].some((id) => id && books.ours.has(id)),
  );
  const [first] = foreign;
  if (first)
    return {
      kind: 'freeze',
      reason: `${foreign.length} open orders are none of ours, the first is ${first.venueOrderId}`,
    };
  if (said.cashUsd === null || !books.quiet) return { kind: 'agrees' };
  const wanted = books.cashUsd.add(books.feesApartUsd);
  if (said.cashUsd.sub(wanted).abs().lte(CASH_WITHIN_USD)) return { kind: 'agrees' };
  const reason = `our books say ${sayAmount(wanted)} USD of cash, the venue ${sayAmount(said.cashUsd)}`;
  return { kind: reason === doubted ? 'freeze' : 'doubt', reason };
}
