import { type Decimal, ZERO } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { ExchangeOrder, ExchangeTrade, Minutes, PairFacts } from '../adapter/wire.ts';

/** What an order was charged in a coin that its trades did not move. */
export interface ApartCharge {
  readonly coin: string;
  readonly amount: Decimal;
  /** What was traded for it, in dollars. */
  readonly tradedUsd: Decimal;
}

/** What an order was charged, by what it was taken from. */
export interface Charges {
  /** Kept from the coins that a purchase brought. */
  readonly base: Decimal;
  /** Kept from the dollars of a sale, or taken on top of a purchase. */
  readonly quote: Decimal;
  readonly apart: readonly ApartCharge[];
}

/** What the trades of an order say that it was charged. A sale gives what it sold: its fee comes from elsewhere. */
export function chargesOf(
  side: ExchangeOrder['side'],
  trades: readonly ExchangeTrade[],
  { base, quote }: Pick<PairFacts, 'base' | 'quote'>,
): Charges {
  const charged = trades.flatMap(({ fee, fees, cost: tradedUsd }) =>
    (fees && fees.length > 0 ? fees : [fee ?? {}]).flatMap(({ cost: amount, currency: coin }) =>
      coin && amount && !amount.isZero() ? [{ coin, amount, tradedUsd }] : [],
    ),
  );
  const kept = side === 'buy' ? [base, quote] : [quote];
  const apart = [...Map.groupBy(charged, ({ coin }) => coin)].filter(([coin]) => !kept.includes(coin));
  const sumIn = (wanted: string) =>
    kept.includes(wanted) ? sumOf(charged.filter(({ coin }) => coin === wanted).map(({ amount }) => amount)) : ZERO;
  return {
    base: sumIn(base),
    quote: sumIn(quote),
    apart: apart.map(([coin, parts]) => ({
      coin,
      amount: sumOf(parts.map(({ amount }) => amount)),
      tradedUsd: sumOf(parts.map((part) => part.tradedUsd)),
    })),
  };
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum: Decimal, amount) => sum.add(amount), ZERO);
}

/** What was paid at an instant (Unix milliseconds), as the last minute before it tells; null where none does. */
export function priceAt(told: Minutes, at: number): Decimal | null {
  const last = told.findLast(([openMs]) => openMs <= at);
  if (!last) return null;
  const [openMs, open, , , close] = last;
  return openMs + MINUTE_MS <= at ? close : open;
}
