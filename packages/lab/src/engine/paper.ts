import { answerTo, type ModelAnswer } from '@atc/core/desk/brokers';
import { type BookedFill, book } from '@atc/core/desk/positions';
import type { Dice } from '@atc/core/kernel/dice';
import { type Decimal, plain, ZERO } from '@atc/core/kernel/money';
import type { World } from '../world/index.ts';
import type { Account } from './account.ts';
import type { Position } from './position.ts';

/** An order at the market: a purchase spends USD, a sale gives a quantity. */
export interface PaperOrder {
  readonly contract: string;
  readonly side: 'buy' | 'sell';
  readonly spendUsd?: Decimal;
  readonly quantity?: Decimal;
  readonly triggerPrice?: Decimal | null;
}

/** An order at an instant. */
export interface Sending {
  readonly order: PaperOrder;
  readonly now: Date;
}

/** What the paper venue makes of an order at an instant; null where it has no price. */
export function askPaper({ market, listed }: World, dice: Dice, { order, now }: Sending): ModelAnswer | null {
  const { contract, side, spendUsd, quantity, triggerPrice } = order;
  const [of, price] = [listed(contract), market.price(contract, now)];
  if (!of || !price) return null;
  const body = {
    ...{ clientOrderId: '', accountId: '', instrumentId: contract, contract, side, type: 'market' as const },
    spendUsd: spendUsd ? plain(spendUsd) : null,
    quantity: quantity ? plain(quantity) : null,
    refPrice: plain(price.price),
    triggerPrice: triggerPrice ? plain(triggerPrice) : null,
    decimals: of.decimals,
  };
  return answerTo({ market, dice }, body, now);
}

/** Books fills of a position: its books and the account move by the same figures. */
export function bookFills(account: Account, position: Position, fills: readonly BookedFill[]): void {
  const before = position.book;
  position.book = fills.reduce(book, before);
  const { costBasisUsd, quantity } = position.book;
  position.unitCostUsd = quantity.isZero() ? 0 : costBasisUsd.div(quantity).toNumber();
  const usd = fills.reduce((sum, fill) => (fill.side === 'buy' ? sum.sub(fill.usd) : sum.add(fill.usd)), ZERO);
  const feesUsd = position.book.feesUsd.sub(before.feesUsd);
  account.cashUsd = account.cashUsd.add(usd).sub(feesUsd);
  account.feesUsd = account.feesUsd.add(feesUsd);
  account.realizedPnl = account.realizedPnl.add(position.book.realizedPnl.sub(before.realizedPnl));
}
