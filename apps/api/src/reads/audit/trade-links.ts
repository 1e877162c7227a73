import { sayExit } from '@atc/core/desk/positions';
import { sayMinutes, sayPct, sayPrice, sayQuantity, sayShare, sayUsd } from '@atc/core/kernel/figures';
import type { BareLink } from './link.ts';
import type { ToldTrade } from './story-store.ts';

/** A position and, when it is closed, how it ended. */
export function tradeLinks(trade: ToldTrade): readonly BareLink[] {
  return trade.outcomes ? [positionLink(trade), outcomeLink(trade, trade.outcomes)] : [positionLink(trade)];
}

function positionLink(trade: ToldTrade): BareLink {
  const held = trade.status === 'closed' ? sayQuantity(trade.filledQty) : sayQuantity(trade.quantity);
  const figures = [
    trade.entryPrice && `at ${sayPrice(trade.entryPrice)}`,
    trade.initialStop && `first stop ${sayPrice(trade.initialStop)}`,
    trade.stopLoss && `stop ${sayPrice(trade.stopLoss)}`,
    trade.trailingStopPct && `trailing stop ${sayShare(trade.trailingStopPct)} below the highest`,
    trade.takeProfit && `target ${sayPrice(trade.takeProfit)}`,
  ].filter((figure) => figure !== null);
  return {
    kind: 'position',
    id: trade.id,
    at: trade.openedAt,
    machineAt: trade.createdAt,
    agentId: 'scout',
    says: `${held} ${trade.instrument.symbol} ${figures.join(', ')}: ${trade.status}`,
  };
}

function outcomeLink(trade: ToldTrade, outcome: NonNullable<ToldTrade['outcomes']>): BareLink {
  const lessons = outcome.lessonsLearned.length === 0 ? '' : `. Learned: ${outcome.lessonsLearned.join('; ')}`;
  return {
    kind: 'outcome',
    id: outcome.id,
    at: outcome.closedAt,
    machineAt: outcome.createdAt,
    agentId: 'growth',
    says:
      `${trade.instrument.symbol}: ${outcome.outcomeType}, ${sayUsd(outcome.pnl)} ` +
      `(${sayPct(outcome.pnlPct)}) after ${sayMinutes(outcome.holdTime / 60)}, ` +
      `${sayExit(outcome.exitReason)}${lessons}`,
  };
}
