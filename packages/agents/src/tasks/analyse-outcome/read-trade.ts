import { lastPrice } from '@atc/core/desk/market';
import { z } from 'zod';
import type { AgentContext } from '../../context/index.ts';
import { findSignalOfEntry, findTradeBooks, readSlippage } from './store.ts';
import type { Trade } from './trade.ts';

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
    ...extremes(ctx, { contract: instrument.contract, from: books.openedAt, until }),
  };
}

interface Held {
  readonly contract: string;
  readonly from: Date;
  readonly until: Date;
}

function extremes({ market }: AgentContext, { contract, from, until }: Held): Pick<Trade, 'highest' | 'lowest'> {
  const isListed = lastPrice(market, contract, until) !== null;
  const bars = isListed ? market.barsClosedBetween(contract, from, until) : [];
  if (bars.length === 0) return { highest: null, lowest: null };
  return {
    highest: bars.reduce((most, bar) => Math.max(most, bar.high), 0),
    lowest: bars.reduce((least, bar) => Math.min(least, bar.low), Number.POSITIVE_INFINITY),
  };
}
