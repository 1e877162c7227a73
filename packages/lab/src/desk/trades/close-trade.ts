import { demandPolicy } from '@atc/core/company/policies';
import { averagePrice, outcomeOf, pnlPct } from '@atc/core/desk/positions';
import { COMPANY, closeWindows, locksAfterClose } from '@atc/core/desk/protections';
import type { Decimal } from '@atc/core/kernel/money';
import type { Position, Trade } from '../../engine/index.ts';
import { type Desk, tell } from '../state/index.ts';
import { guardBooks } from './guard-books.ts';

const BIG_WIN = 0.5;
const BIG_LOSS = -0.3;
const STOPS: readonly string[] = ['stop_loss', 'trailing_stop'];

/** Ends a trade whose last token was sold: its outcome, released limits, scored votes and the locks that follow. */
export function closeTrade(desk: Desk, position: Position, reason: string): void {
  const trade = tradeOf(position, reason, desk.now);
  position.status = 'closed';
  desk.account.positions = desk.account.positions.filter(({ id }) => id !== position.id);
  desk.trades.push(trade);
  if (trade.outcome !== 'breakeven') desk.votes.score(position.proposals, trade.outcome === 'win');
  for (const proposalId of position.proposals) desk.usage.release(proposalId);
  desk.history.note(desk.account, desk.now);
  tellClosed(desk, trade);
  raiseLocks(desk, trade);
  guardBooks(desk);
}

function tradeOf(position: Position, reason: string, closedAt: Date): Trade {
  const { book } = position;
  const pnl = book.realizedPnl.sub(book.feesUsd);
  const pct = pnlPct(pnl, book.entryCostUsd);
  // What was realised is proceeds minus cost, so what all of it cost without fees is proceeds minus what was realised.
  const boughtUsd = book.proceedsUsd.sub(book.realizedPnl);
  return {
    ...{ id: position.id, contract: position.contract, symbol: position.symbol, source: position.source },
    ...{ confidence: position.confidence, openedAt: position.openedAt, closedAt },
    entryPrice: averagePrice(boughtUsd, book.filledQty).toNumber(),
    exitPrice: averagePrice(book.proceedsUsd, book.filledQty).toNumber(),
    ...{ quantity: book.filledQty.toNumber(), entryCostUsd: book.entryCostUsd.toNumber() },
    ...{ feesUsd: book.feesUsd.toNumber(), pnlUsd: pnl.toNumber(), pnlPct: pct },
    ...{ outcome: outcomeOf(pct), reason },
    ...{ slippageUsd: position.slippageUsd, riskUsd: riskOf(position, averagePrice(boughtUsd, book.filledQty)) },
  };
}

function riskOf({ initialStop, book }: Position, entryPrice: Decimal): number | null {
  return initialStop?.lt(entryPrice) ? entryPrice.sub(initialStop).mul(book.filledQty).toNumber() : null;
}

function tellClosed(desk: Desk, { id, contract, symbol, pnlUsd, pnlPct: pct, outcome, reason, source }: Trade): void {
  const big = [...(pct > BIG_WIN ? ['big_win'] : []), ...(pct < BIG_LOSS ? ['big_loss'] : [])];
  tell(desk, {
    ...{ agentId: 'scout', kind: 'trade.closed', title: `${symbol} closed`, tradeId: id, instrumentId: contract },
    tags: ['trade', 'closed', outcome, ...big, ...(pct < 0 && STOPS.includes(reason) ? ['stop_loss_hit'] : [])],
    fields: { symbol, pnl: pnlUsd, pnlPct: pct, exitReason: reason, signalSource: source, outcome },
  });
}

function raiseLocks(desk: Desk, trade: Trade): void {
  const policy = demandPolicy(desk.settings.policies, 'protections');
  const since = closeWindows(policy, desk.locks.ends([COMPANY, trade.contract]), desk.now);
  const closedAfter = (at: Date) => desk.trades.filter(({ closedAt }) => closedAt > at);
  const own = (trades: readonly Trade[]) => trades.filter(({ contract }) => contract === trade.contract);
  const profitable = own(closedAfter(since.profits));
  const wanted = locksAfterClose(policy, {
    ...{ instrumentId: trade.contract, symbol: trade.symbol, stoppedOut: isStopped(trade), lost: isLost(trade) },
    stopOuts: closedAfter(since.stops).filter(isStopped).length,
    tokenLosses: own(closedAfter(since.losses)).filter(isLost).length,
    tokenTrades: profitable.length,
    tokenPnlUsd: profitable.reduce((sum, { pnlUsd }) => sum + pnlUsd, 0),
  });
  desk.locks.raise(wanted, desk.now);
}

const isLost = ({ pnlUsd }: Trade): boolean => pnlUsd < 0;
const isStopped = (trade: Trade): boolean => isLost(trade) && STOPS.includes(trade.reason);
