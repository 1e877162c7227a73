import { answerTo, type ModelAnswer, type ModelFill } from '@atc/core/desk/brokers';
import { type BookedFill, book } from '@atc/core/desk/positions';
import type { Dice } from '@atc/core/kernel/dice';
import { Decimal, plain, ZERO } from '@atc/core/kernel/money';
import type { World } from '../world/index.ts';
import type { Account } from './account.ts';
import type { Position } from './position.ts';
import { onTerms, type Terms } from './terms.ts';

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
  readonly terms: Terms;
}

/** What the paper venue makes of an order at an instant; null where it has no price. */
export function askPaper(world: World, dice: Dice, { order, now, terms }: Sending): ModelAnswer | null {
  const { market, listed } = world;
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
  const answer = answerTo({ market, dice }, body, now);
  const middle = laterPrice(world, { order, now, terms });
  if (terms.costs === 1 && middle === null) return answer;
  return onTerms({ answer, side, decimals: of.decimals, costs: terms.costs, middle });
}

/** The price of the bar that follows, where the terms fill at one and the recording has it. */
function laterPrice({ market }: World, { order, now, terms }: Sending): Decimal | null {
  if (terms.fill === 'close') return null;
  const [next] = market.barsClosedBetween(order.contract, now, new Date(now.getTime() + market.barMs));
  return next ? new Decimal(terms.fill === 'next_open' ? next.open : next.close) : null;
}

/** A fill to book, and how far its price was from the middle. */
export type PaperFill = BookedFill & Pick<ModelFill, 'slippageBps'>;

/** Books fills of a position: its books and the account move by the same figures. */
export function bookFills(account: Account, position: Position, fills: readonly PaperFill[]): void {
  const before = position.book;
  position.book = fills.reduce(book, before);
  for (const { usd, slippageBps } of fills) position.slippageUsd += (usd.toNumber() * slippageBps) / 1e4;
  const earlier = account.slippage.get(position.contract) ?? [];
  account.slippage.set(position.contract, [...earlier, ...fills.map(({ slippageBps }) => slippageBps)]);
  const { costBasisUsd, quantity } = position.book;
  position.unitCostUsd = quantity.isZero() ? 0 : costBasisUsd.div(quantity).toNumber();
  const usd = fills.reduce((sum, fill) => (fill.side === 'buy' ? sum.sub(fill.usd) : sum.add(fill.usd)), ZERO);
  const feesUsd = position.book.feesUsd.sub(before.feesUsd);
  account.cashUsd = account.cashUsd.add(usd).sub(feesUsd);
  account.feesUsd = account.feesUsd.add(feesUsd);
  account.realizedPnl = account.realizedPnl.add(position.book.realizedPnl.sub(before.realizedPnl));
}
