import { type Candle, lastPrice } from '@atc/core/market';
import { z } from 'zod';
import type { AgentContext } from '../../context/index.ts';
import { findSignalOfEntry, findTradeBooks, readSlippage } from './store.ts';
import { extremesOf, type Trade } from './trade.ts';

/**
 * A trade with its books, its fills and the bars that closed while it was held; null when there is none of that id, or
 * nothing was bought.
 */
export async function readTrade(ctx: AgentContext, id: string): Promise<Trade | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const books = await findTradeBooks(ctx.db, id);
  if (!books?.openedAt || !books.entryPrice) return null;
  const [slippage, signal] = await Promise.all([
    readSlippage(ctx.db, id),
    findSignalOfEntry(ctx.db, books.entryProposalId),
  ]);
  const { instrument, outcomes: outcome } = books;
  const until = outcome?.closedAt ?? ctx.clock.now();
  const net = books.realizedPnl.add(books.unrealizedPnl).sub(books.feesUsd);
  return {
    id,
    instrumentId: books.instrumentId,
    symbol: instrument.symbol,
    contract: instrument.contract,
    closed: outcome !== null,
    openedAt: books.openedAt,
    until,
    entryPrice: (outcome?.entryPrice ?? books.entryPrice).toNumber(),
    exitPrice: (outcome?.exitPrice ?? books.currentPrice ?? books.entryPrice).toNumber(),
    quantity: books.filledQty.toNumber(),
    entryCostUsd: books.entryCostUsd.toNumber(),
    initialStop: books.initialStop?.toNumber() ?? null,
    takeProfit: books.takeProfit?.toNumber() ?? null,
    feesUsd: books.feesUsd.toNumber(),
    pnlUsd: (outcome?.pnl ?? net).toNumber(),
    exitReason: outcome?.exitReason ?? null,
    signalSource: books.signalSource,
    signal,
    confidence: books.confidence,
    entrySlippageBps: slippage.entryBps,
    exitSlippageBps: slippage.exitBps,
    ...extremesOf(barsOf(ctx, { contract: instrument.contract, from: books.openedAt, until })),
  };
}

interface Held {
  readonly contract: string;
  readonly from: Date;
  readonly until: Date;
}

/** Nothing of a token that the market lists no more. */
function barsOf({ market }: AgentContext, { contract, from, until }: Held): readonly Candle[] {
  return lastPrice(market, contract, until) ? market.barsClosedBetween(contract, from, until) : [];
}
