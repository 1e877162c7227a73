import { type Book, EMPTY_BOOK, unrealizedPnl } from '@atc/core/desk/positions';
import { Decimal, maxOf, ZERO } from '@atc/core/kernel/money';
import type { EvidenceItem } from '@atc/core/loop/signals';

/** What a position is opened with. */
export interface Opening {
  readonly id: string;
  readonly contract: string;
  readonly symbol: string;
  readonly entryProposalId: string;
  readonly signalId: string | null;
  readonly source: string | null;
  readonly confidence: number | null;
  /** Why it was bought, with weights. */
  readonly evidence: readonly EvidenceItem[];
  readonly openedAt: Date;
  readonly stopLoss: Decimal | null;
  readonly takeProfit: Decimal | null;
  /** How far its stop follows below the highest price, a fraction of that; null: it stands. */
  readonly trailingStopPct: number | null;
}

/** A position and its books, as they stand. */
export interface Position extends Opening {
  status: 'open' | 'closing' | 'closed';
  book: Book;
  stopLoss: Decimal | null;
  /** The stop that it was opened with. */
  readonly initialStop: Decimal | null;
  takeProfit: Decimal | null;
  /** What its stop follows: the price of its first purchase, or the highest since. */
  highWater: Decimal;
  entryPrice: Decimal;
  /** The price that it is valued at, and when that was. */
  price: Decimal;
  pricedAt: Date;
  /** The last bar that was watched; null before the first. */
  watchedUntil: Date | null;
  /** Of all bars that closed while it was held; null before the first. */
  highest: number | null;
  /** What a unit of what is held cost. */
  unitCostUsd: number;
  /** What its fills cost so far against the middle price. */
  slippageUsd: number;
  isAtRisk: boolean;
  /** Every proposal that bought of it. */
  readonly proposals: string[];
}

/** A position before its first fill. */
export function newPosition(opening: Opening): Position {
  return {
    ...opening,
    status: 'open',
    book: EMPTY_BOOK,
    initialStop: opening.stopLoss,
    highWater: ZERO,
    entryPrice: ZERO,
    price: ZERO,
    pricedAt: opening.openedAt,
    watchedUntil: null,
    highest: null,
    unitCostUsd: 0,
    slippageUsd: 0,
    isAtRisk: false,
    proposals: [opening.entryProposalId],
  };
}

/** What selling all of it at its price would gain, before fees. */
export function unrealizedOf({ book, price }: Position): Decimal {
  return book.quantity.isZero() ? ZERO : unrealizedPnl(book, price);
}

/** What it is worth at its price. */
export function worthOf(position: Position): Decimal {
  return position.book.costBasisUsd.add(unrealizedOf(position));
}

/** What it comes to so far, after fees. */
export function resultOf(position: Position): Decimal {
  return position.book.realizedPnl.add(unrealizedOf(position)).sub(position.book.feesUsd);
}

/** What it comes to of the cost of what is held, before fees; 0 where nothing is. */
export function openPctOf(position: Position): number {
  const { costBasisUsd } = position.book;
  return costBasisUsd.isZero() ? 0 : unrealizedOf(position).div(costBasisUsd).toNumber();
}

/** When its bars were last looked at. */
export function seenUntil({ watchedUntil, openedAt }: Position): Date {
  return watchedUntil ?? openedAt;
}

/** Values it at the close of a bar that closed at an instant. */
export function markAt(position: Position, bar: { readonly close: number; readonly high: number }, at: Date): void {
  if (seenUntil(position).getTime() >= at.getTime()) return;
  position.price = new Decimal(bar.close);
  position.pricedAt = at;
  position.highest = Math.max(position.highest ?? 0, bar.high);
  if (position.status !== 'open') return;
  // The first bar may have begun before the position did, so that only its close is surely later.
  position.highWater = maxOf(position.highWater, new Decimal(position.watchedUntil ? bar.high : bar.close));
  position.watchedUntil = at;
}
