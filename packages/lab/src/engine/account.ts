import { type Decimal, maxOf, ZERO } from '@atc/core/kernel/money';
import { type Position, unrealizedOf, worthOf } from './position.ts';

/** The cash, what was earned and spent with it, and everything held, in the order in which it was opened. */
export interface Account {
  readonly startingCapitalUsd: Decimal;
  cashUsd: Decimal;
  feesUsd: Decimal;
  realizedPnl: Decimal;
  /** As the history has it. */
  peakEquityUsd: Decimal;
  positions: readonly Position[];
  /** What every fill cost against the middle price, by contract. */
  readonly slippage: Map<string, number[]>;
}

/** An account with its capital and nothing bought. */
export function openAccount(startingCapitalUsd: Decimal): Account {
  return {
    startingCapitalUsd,
    cashUsd: startingCapitalUsd,
    feesUsd: ZERO,
    realizedPnl: ZERO,
    peakEquityUsd: startingCapitalUsd,
    positions: [],
    slippage: new Map(),
  };
}

const total = (positions: readonly Position[], amount: (position: Position) => Decimal): Decimal =>
  positions.reduce((sum, position) => sum.add(amount(position)), ZERO);

/** The value of everything held. */
export function exposureOf({ positions }: Account): Decimal {
  return total(positions, worthOf);
}

/** Cash and everything held, each at its price. */
export function equityOf(account: Account): Decimal {
  return account.cashUsd.add(exposureOf(account));
}

/** The same as the door counts it: quantities at their prices, rounded nowhere. */
export function doorEquityOf({ cashUsd, positions }: Account): Decimal {
  return cashUsd.add(total(positions, ({ book, price }) => book.quantity.mul(price)));
}

/** What the account has gained since it was opened. */
export function earnedOf(account: Account): Decimal {
  return account.realizedPnl.add(total(account.positions, unrealizedOf)).sub(account.feesUsd);
}

/** The highest equity so far. */
export function peakOf(account: Account): Decimal {
  return maxOf(account.peakEquityUsd, equityOf(account));
}

/** How far equity lies below its highest point, a fraction at least 0. */
export function drawdownOf(account: Account): number {
  return 1 - equityOf(account).div(peakOf(account)).toNumber();
}
