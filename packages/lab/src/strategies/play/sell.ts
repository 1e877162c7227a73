import type { GridToken } from '../tape/index.ts';
import type { Held } from './book.ts';
import { costsOf, liquidityAt } from './costs.ts';
import type { Table } from './played.ts';
import type { ExitReason } from './run.ts';

/** A sale of everything that is held. */
export interface Sale {
  readonly held: Held;
  readonly reason: ExitReason;
  /** Before slippage. */
  readonly price: number;
  /** The base bar that was the last to close. */
  readonly bar: number;
  readonly at: number;
}

/** Sells a position and books the trade. */
export function sell({ book, terms }: Table, token: GridToken, { held, reason, price, bar, at }: Sale): void {
  const { quantity, costUsd } = held;
  const costs = costsOf(quantity * price, liquidityAt(token.base, bar), terms.costs);
  const exitPrice = price * (1 - costs.slippage);
  const usd = quantity * exitPrice;
  const feeUsd = usd * costs.fee;
  book.cashUsd += usd - feeUsd;
  book.feesUsd += feeUsd;
  book.soldAt[held.token] = at;
  book.held = book.held.filter((one) => one !== held);
  const pnlUsd = usd - feeUsd - costUsd;
  book.trades.push({
    symbol: token.symbol,
    openedAt: held.openedAt,
    closedAt: at,
    entryPrice: held.entryPrice,
    exitPrice,
    quantity,
    costUsd,
    pnlUsd,
    feesUsd: held.feesUsd + feeUsd,
    return: pnlUsd / costUsd,
    reason,
    slippageUsd: held.slippageUsd + quantity * (price - exitPrice),
    riskUsd: held.stopLoss === null ? null : quantity * (held.entryPrice - held.stopLoss),
  });
}
