import { type VenueReport, VenueUnknownError } from './broker.ts';

/** Why an order is not sent. */
export interface Refused {
  readonly refused: string;
}

/** What came of the attempt to send an order. */
export type Sent =
  | { readonly kind: 'taken'; readonly venueOrderId: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** It was not sent, because the venue would refuse it. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** The venue refused it in words that leave open whether it took it; `doubt` says that. */
  | { readonly kind: 'undecided'; readonly reason: string; readonly doubt: string };

/** What placing an order takes at a venue that makes our id one order. */
export interface Placing<O> {
  readonly clientOrderId: string;
  /** Makes the order as the venue takes it. */
  compose(): Promise<O | Refused>;
  /** Sends it, unless the venue would refuse it. */
  send(order: O): Promise<Sent>;
  /** What the venue shows of the order by our id; null where it does not show it. */
  find(sent: Sent): Promise<VenueReport | null>;
}

/**
 * Places an order once, however often it is called. The order may have been sent before: a refusal says that this call
 * did nothing, and nothing of that one, so that the venue is asked for it whatever it answered. Throws
 * `VenueUnknownError` where it neither shows the order nor says that it did not take it.
 */
export async function placeOnce<O extends object>(placing: Placing<O>): Promise<VenueReport> {
  const { clientOrderId } = placing;
  const order = await placing.compose();
  if ('refused' in order) return refusedReport(clientOrderId, order.refused);
  const sent = await placing.send(order);
  const shown = await placing.find(sent);
  if (shown) return shown;
  if (sent.kind === 'undecided') throw new VenueUnknownError(sent.doubt);
  if (sent.kind !== 'taken') return refusedReport(clientOrderId, sent.reason);
  // It was taken just now and is not shown yet; what became of it is asked later.
  return { clientOrderId, venueOrderId: sent.venueOrderId, status: 'submitted', fills: [], reason: null };
}

/** An order that was refused before it was one. */
export function refusedReport(clientOrderId: string, reason: string): VenueReport {
  return { clientOrderId, venueOrderId: '', status: 'rejected', fills: [], reason };
}
