import { CompanyError } from '../../kernel/errors/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { printable } from '../../kernel/text/index.ts';

/** What is sent to a venue, as stored: a buy spends USD, a sell gives quantity. Amounts are decimal strings. */
export interface OrderBody {
  readonly clientOrderId: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly contract: string;
  readonly side: 'buy' | 'sell';
  /**
   * A `stop` rests at the venue and sells at the market once `stopPrice` is reached; only a venue with `stops` takes
   * one.
   */
  readonly type: 'market' | 'stop';
  /** Of a stop: the price at or under which it sells. */
  readonly stopPrice?: string;
  /** The worst price that it may fill at, of what is not traded at the market: options. */
  readonly limitPrice?: string;
  /**
   * Of a purchase: where the stop is to be that its venue leaves once it fills; only a venue with `stops.brackets`
   * takes one.
   */
  readonly bracketStop?: string;
  /** Of a stop: the purchase that left it, by our id. It is placed only where the venue proves to have none. */
  readonly bracketOwner?: string;
  /** Buy: everything that leaves the account, fee included. */
  readonly spendUsd: string | null;
  /** Sell: how much is given. */
  readonly quantity: string | null;
  /** The price the intent was made at. */
  readonly refPrice: string;
  /** When a bar triggered it: the best price it may fill at, the bar's open where it gapped through; or null. */
  readonly triggerPrice: string | null;
  readonly decimals: number;
}

/** Whether a stored order fills at no worse a price than a limit of its own. */
export function isLimited({ body }: { readonly body: unknown }): boolean {
  return (body as Pick<OrderBody, 'limitPrice'>).limitPrice !== undefined;
}

export interface VenueFill {
  /** Unique at the venue and account. */
  readonly venueFillId: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
  /** Notional without the fee, rounded once to 8 places. */
  readonly usd: Decimal;
  readonly feeUsd: Decimal;
  /** The part of the fee that was paid from something else than the account's cash; none unless told. */
  readonly feeApartUsd?: Decimal;
  /** How much worse than the middle, or than the trigger, it was filled; null: the venue does not say. */
  readonly slippageBps: number | null;
  /** Company time. */
  readonly filledAt: Date;
}

/** What a venue says of one order. Only these words decide an order's fate. */
export interface VenueReport {
  readonly clientOrderId: string;
  readonly venueOrderId: string;
  readonly status: 'submitted' | 'partially_filled' | 'filled' | 'rejected' | 'canceled';
  readonly fills: readonly VenueFill[];
  readonly reason: string | null;
  /** Of a stop that rests: the price that triggers it, as the venue has it. */
  readonly restsAt?: Decimal | null;
  /** Of a stop that rests: how much it sells there; as it was ordered where the venue does not say. */
  readonly restsFor?: Decimal | null;
  /** The venue tells only sums: the one fill is all that was filled so far, and grows from report to report. */
  readonly cumulative?: boolean;
}

/** The outcome of a call is not known: it may or may not have happened. */
export class VenueUnknownError extends CompanyError {
  override readonly name = 'VenueUnknownError';

  constructor(message: string, options?: ErrorOptions) {
    super('venue_unknown', printable(message), options);
  }
}

export type VenueStatus =
  | { readonly kind: 'report'; readonly report: VenueReport }
  /**
   * `final`: the venue proves that the order was never taken and never will be under this id unless sent again.
   * `alive`:
   * what was sent may still be taken; placing the order again sends the same and makes it no second one.
   */
  | { readonly kind: 'not_found'; readonly final: boolean; readonly alive?: boolean };

/** What a venue says of an account besides what it holds. Null where it does not say: that is neither zero nor none. */
export interface AccountStatement {
  readonly cashUsd: Decimal | null;
  /** Orders that are open there; without the id that we would have given them they are not ours. */
  readonly openOrders: readonly OpenOrder[] | null;
}

export interface OpenOrder {
  readonly clientOrderId: string | null;
  readonly venueOrderId: string;
  /** Of a stop that a purchase left: our id of that purchase. */
  readonly purchaseId?: string;
}

/**
 * What a venue says to the wish to change or take back an order. What became of the order, only `status` says: it may
 * have filled.
 */
export type WishAnswer = { readonly kind: 'asked' } | { readonly kind: 'refused'; readonly reason: string };

/**
 * What something that a venue pushes is about. It is a hint to ask, and nothing of it is booked: pushes get lost and
 * come twice.
 */
export type NewsAbout = 'orders' | 'holdings';

export interface Hearer {
  hear(about: NewsAbout): void;
  /** Nothing is heard for the moment, and why; it goes on trying. */
  failed(reason: string): void;
  readonly signal: AbortSignal;
}

/**
 * Stops that rest at a venue, and work there also while the company does not. They are placed as orders of type `stop`.
 */
export interface RestingStops {
  /**
   * Wishes that a stop that rests sells at another price; wished twice, or too late, it changes nothing. Absent where a
   * stop can only be taken back for another one.
   */
  move?(clientOrderId: string, stopPrice: Decimal, signal?: AbortSignal): Promise<WishAnswer>;
  /** Absent where no purchase can carry its stop. */
  readonly brackets?: Brackets;
}

/** Purchases that carry their stop: the venue leaves it from the first fill on, whatever has died here by then. */
export interface Brackets {
  /** Whether purchases are to carry theirs; those that did are known all the same. */
  readonly wanted: boolean;
  /** A stop that would lie nearer to its purchase, in steps of its price, is not taken. */
  readonly leastTicks: number;
  /** The id of the stop that a purchase leaves, by our id of the purchase. */
  idOf(purchase: string): string;
}

/** One trading venue. Calls throw `VenueUnknownError` when the outcome is not known; a refusal is a report. */
export interface Broker {
  /** As its accounts and instruments name it. */
  readonly venue: string;
  readonly mode: 'paper' | 'live';
  /** Sends a stored body. The same `clientOrderId` twice is one order. */
  place(body: OrderBody, signal?: AbortSignal): Promise<VenueReport>;
  /** Asks for an order by our id. */
  status(clientOrderId: string, signal?: AbortSignal): Promise<VenueStatus>;
  /** Asks the venue to work an order of ours no longer; asked twice, or too late, it changes nothing. */
  takeBack(clientOrderId: string, signal?: AbortSignal): Promise<WishAnswer>;
  /** Quantity the venue holds of every instrument that is not zero. */
  holdings(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<readonly { readonly instrumentId: string; readonly quantity: Decimal }[]>;
  /** What it says of the account otherwise. */
  statement(accountId: string, signal?: AbortSignal): Promise<AccountStatement>;
  /** Absent where no stop can rest: stops then work only while the company runs. */
  readonly stops?: RestingStops;
  /** Hears what it pushes, until the signal aborts; absent where a venue pushes nothing. */
  listen?(hearer: Hearer): Promise<void>;
}
