import type { Rows } from '../../kernel/db/index.ts';
import { isLast, type Machine, mayStep } from '../../kernel/machine/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { TradingState } from '../protections/index.ts';
import type { Broker } from '../venue/index.ts';

export type OrderStatus =
  | 'intended'
  | 'submitted'
  | 'unknown'
  | 'partially_filled'
  | 'filled'
  | 'rejected'
  | 'canceled';
/** An order as stored, with the venue of its account. */
export type Order = Rows.Order & { readonly venue: Broker['venue'] };

/**
 * Which state may follow which. After a crash `intended` may already have been sent, and is recovered like `unknown`.
 */
export const orderMachine = {
  begins: { intended: 'it is written down before the call' },
  follows: {
    intended: {
      submitted: 'the venue takes it',
      unknown: 'the call is not answered',
      partially_filled: 'the venue fills a part',
      filled: 'the venue fills it',
      rejected: 'the venue refuses it',
      canceled: 'the venue never took it, and it is not sent any more',
    },
    submitted: {
      partially_filled: 'a first fill',
      filled: 'the venue fills it',
      rejected: 'the venue refuses it after all',
      canceled: 'it is taken back or ends unfilled',
      unknown: 'a later call is not answered',
    },
    partially_filled: {
      filled: 'the last fill',
      canceled: 'the rest is taken back',
      unknown: 'a later call is not answered',
    },
    unknown: {
      submitted: 'the venue says that it works',
      partially_filled: 'the venue says that a part is filled',
      filled: 'the venue says that it is filled',
      rejected: 'the venue says that it refused it',
      canceled: 'the venue says that it ended unfilled',
    },
    filled: {},
    rejected: {},
    canceled: {},
  },
} as const satisfies Machine<OrderStatus>;

/** Whether the venue has said its last word on an order. */
export function isFinal(status: OrderStatus): boolean {
  return isLast<OrderStatus>(orderMachine, status);
}

/** Whether an order is a stop that waits at its venue, untouched, for its price. */
export function isResting({ status, restsAt }: Pick<Order, 'status' | 'restsAt'>): boolean {
  return restsAt !== null && status === 'submitted';
}

/** Whether a state may follow another; staying is always allowed. */
export function mayFollow(from: OrderStatus, to: OrderStatus): boolean {
  return from === to || mayStep<OrderStatus>(orderMachine, from, to);
}

/** Whether a word of the venue is older than what is known: answers may overtake each other. */
export function isStale(from: OrderStatus, to: OrderStatus): boolean {
  return isFinal(from) || (from === 'partially_filled' && to === 'submitted');
}

/** What a step wants from a venue, decided inside the transaction that commits it. */
export interface Intent {
  readonly accountId: string;
  readonly positionId: string;
  readonly instrumentId: string;
  readonly contract: string;
  readonly decimals: number;
  readonly side: 'buy' | 'sell';
  /** `entry`, `scale`, or the reason of the exit. */
  readonly purpose: string;
  readonly protective: boolean;
  readonly spendUsd?: Decimal;
  readonly quantity?: Decimal;
  readonly refPrice: Decimal;
  readonly triggerPrice: Decimal | null;
  /** Of a stop: it rests at the venue until this price is reached. */
  readonly stopPrice?: Decimal;
  /** Of a purchase that carries its stop: where it is to be. */
  readonly bracketStop?: Decimal;
  /** Of a stop that a purchase left at the venue: both by our ids. */
  readonly left?: { readonly by: string; readonly id: string };
}

export interface Refusal {
  readonly refused: string;
}

/** An exit that cannot be made for now, and why: it is made as soon as it can. */
export interface Wait {
  readonly waits: string;
}

/** What became of a step's order. */
export type Placement =
  | { readonly kind: 'final'; readonly order: Order }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'blocked'; readonly state: 'reducing' | 'halted' }
  /** Nothing was intended: it is tried again. */
  | { readonly kind: 'waiting'; readonly why: string }
  /** Not known yet, or the order of this position that comes first is not: the recovery asks the venue until it is. */
  | { readonly kind: 'unknown'; readonly order: Order };

/** A placement that the trading state forbids for now. */
export function blockedBy(state: TradingState): Placement {
  return { kind: 'blocked', state: state === 'halted' ? 'halted' : 'reducing' };
}
