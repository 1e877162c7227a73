import { extremesOf, measureTrade } from '@atc/agents/tasks';
import type { Decimal } from '@atc/core/kernel/money';
import { lastPrice, type Market } from '@atc/core/market';
import { show } from '../view.ts';
import type { TradeRow } from './store.ts';
import { type TradeView, tradeView } from './view.ts';

/** A closed trade with its measures: what it came to in R, and how far it ran for and against its entry meanwhile. */
export function measuredTrade(row: TradeRow, market: Market): TradeView {
  const { pnlPct, rMultiple, maePct, mfePct, maeR, mfeR } = measureTrade({
    ...row,
    ...numbersOf(row),
    closed: true,
    until: row.closedAt,
    exitReason: row.endedBy,
    signalSource: row.source,
    signal: null,
    ...extremesOf(barsOf(row, market)),
  });
  return show(tradeView, { ...row, resultPct: pnlPct, r: rMultiple, maePct, mfePct, maeR, mfeR });
}

function numbersOf(row: TradeRow) {
  const orNull = (value: Decimal | null) => value?.toNumber() ?? null;
  return {
    entryPrice: row.entryPrice.toNumber(),
    exitPrice: row.exitPrice.toNumber(),
    quantity: row.quantity.toNumber(),
    entryCostUsd: row.sizeUsd.toNumber(),
    feesUsd: row.feesUsd.toNumber(),
    pnlUsd: row.resultUsd.toNumber(),
    initialStop: orNull(row.initialStop),
    takeProfit: orNull(row.takeProfit),
  };
}

/** Nothing of a token that the market lists no more. */
function barsOf({ contract, openedAt, closedAt }: TradeRow, market: Market) {
  return lastPrice(market, contract, closedAt) ? market.barsClosedBetween(contract, openedAt, closedAt) : [];
}
