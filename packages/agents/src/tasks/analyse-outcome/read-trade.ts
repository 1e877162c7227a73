import { readOne } from '@atc/core/kernel/db';
import { type Candle, lastPrice } from '@atc/core/market';
import { z } from 'zod';
import type { AgentContext } from '../../context/index.ts';
import { type TradeBooks, tradeBooks } from './store.ts';
import { extremesOf, type Trade } from './trade.ts';

/**
 * A trade with its books, its fills and the bars that closed while it was held; null when there is none of that id, or
 * nothing was bought.
 */
export async function readTrade(ctx: AgentContext, id: string): Promise<Trade | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const books = await readOne(ctx.db, tradeBooks(id));
  return books && tradeOf(ctx, books);
}

/** What books come to together with the bars that closed while it was held. */
export function tradeOf(ctx: AgentContext, { closedAt, ...books }: TradeBooks): Trade {
  const until = closedAt ?? ctx.clock.now();
  const bars = barsOf(ctx, { contract: books.contract, from: books.openedAt, until });
  return { ...books, closed: closedAt !== null, until, ...extremesOf(bars) };
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
