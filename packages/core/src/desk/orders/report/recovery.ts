import { MINUTE_MS } from '../../../kernel/time/index.ts';
import type { TradingState } from '../../protections/index.ts';
import type { VenueReport, VenueStatus } from '../../venue/index.ts';
import { isFinal, type OrderStatus } from '../order.ts';

export interface OurView {
  readonly status: OrderStatus;
  /** The venue's own id: once there is one, the venue has taken the order. */
  readonly venueOrderId: string | null;
}

export type Move =
  /** What the venue says is booked. */
  | { readonly kind: 'book'; readonly report: VenueReport }
  /** What was sent already is sent once more, if the trading state allows: it can become no second order. */
  | { readonly kind: 'repeat' }
  /** The stored body is sent again under the same id, if the trading state allows. */
  | { readonly kind: 'resend' }
  /** Nothing is decided; the venue is asked again later. */
  | { readonly kind: 'ask_again' }
  /** The venue denies what it had confirmed: the instrument is locked for entries and people are told. */
  | { readonly kind: 'freeze' }
  | { readonly kind: 'nothing' };

/**
 * What follows from a venue's answer about an order. Only a proof that the venue never took it allows sending again.
 */
export function nextMove(ours: OurView, said: VenueStatus): Move {
  if (isFinal(ours.status)) return { kind: 'nothing' };
  if (said.kind === 'report') return { kind: 'book', report: said.report };
  if (!said.final) return { kind: said.alive ? 'repeat' : 'ask_again' };
  if (ours.venueOrderId !== null || ours.status === 'submitted' || ours.status === 'partially_filled')
    return { kind: 'freeze' };
  return { kind: 'resend' };
}

/** An entry that works at its venue for longer than this buys on a plan that is no longer true. */
const ENTRY_WORKS_MS = MINUTE_MS;

export interface Working {
  readonly side: 'buy' | 'sell';
  readonly status: OrderStatus;
  /** Machine time since it was intended. */
  readonly ageMs: number;
  /** Of a sale at a limit: how long it may work; null for what works until it fills. */
  readonly patienceMs: number | null;
}

/**
 * Why an order that works at its venue is taken back; null when it is left there. An entry is when it has not filled in
 * its time, and at once where nothing may be bought any more. An exit is where it works at a limit, to be raised again
 * at the price of then; at the market it never is: who wants out still wants out.
 */
export function whyTakeBack({ side, status, ageMs, patienceMs }: Working, state: TradingState): string | null {
  if (status !== 'submitted' && status !== 'partially_filled') return null;
  if (side === 'sell')
    return patienceMs !== null && state !== 'halted' && ageMs >= patienceMs ? 'nobody pays its limit' : null;
  if (state !== 'active') return `trading is ${state}`;
  return ageMs >= ENTRY_WORKS_MS ? 'it did not fill in its time' : null;
}

const FIRST_CHECK_MS = 1000;
const LAST_CHECK_MS = MINUTE_MS;

/**
 * How long to wait before the venue is asked about an order again: a quarter of its age, from one second to a minute.
 */
export function checkAfterMs(ageMs: number): number {
  return Math.min(LAST_CHECK_MS, Math.max(FIRST_CHECK_MS, Math.round(ageMs / 4)));
}
