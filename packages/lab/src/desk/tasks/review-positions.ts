import {
  compareReasons,
  decidePosition,
  draftDecision,
  entryReasons,
  measureTrade,
  type Reviewed,
  raisedStop,
  standingOf,
  type TaskRequest,
  type Trade,
} from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { stopLevel } from '@atc/core/desk/watch';
import { sayAge } from '@atc/core/kernel/figures';
import { plain } from '@atc/core/kernel/money';
import { isStale } from '@atc/core/market';
import { type Position, resultOf, worthOf } from '../../engine/index.ts';
import { submitDraft } from '../door/index.ts';
import { type Desk, isWithout } from '../state/index.ts';
import { planPrices } from './plan-prices.ts';
import type { DeskTask } from './task.ts';

/** ATLAS decides whether to hold, cut, halve or add to a position, or, about no one position, to each. */
export const reviewPositions: DeskTask = (desk, request) => {
  if (isWithout(desk, 'reviews')) return true;
  const open = desk.account.positions.filter(({ status }) => status === 'open');
  const named = open.filter(({ id }) => id === request.subject);
  for (const position of named.length > 0 ? named : open) reviewOne(desk, position, request);
  return true;
};

function reviewOne(desk: Desk, position: Position, request: TaskRequest): void {
  const reviewKey = `review:${request.proposalId}:${position.id}`;
  const reviewed = reviewedOf(desk, position);
  const decided = decidePosition(reviewed.standing, request.topic === 'scale_decisions');
  const draft = draftDecision({ request, reviewed, decided, reviewKey });
  if (decided.decision === 'raise_stop') raiseStop(desk, position, reviewed);
  if (draft) submitDraft(desk, draft);
}

function raiseStop({ world }: Desk, position: Position, { trade, held }: Reviewed): void {
  const tick = world.listed(position.contract)?.tick;
  position.stopLoss = (tick && raisedStop({ trade, stop: held.stop, tick })) || position.stopLoss;
}

/** What ATLAS has before him. */
function reviewedOf(desk: Desk, position: Position): Reviewed {
  const { contract, evidence } = position;
  const trade = tradeSoFar(desk, position);
  const measures = measureTrade(trade);
  const later = desk.world.rating(contract, desk.now);
  const { entryPrice, initialStop } = trade;
  const entry = entryReasons({ summary: null, evidence, entered: null, later, entryPrice, initialStop });
  const compared = compareReasons(entry.atEntry, entry.later);
  const held = heldOf(desk, position);
  const more = planPrices(desk, contract, held);
  const standing = standingOf({
    ...{ measures, compared, held, trade, stop: held.stop, chartNow: entry.chartNow },
    mayGrow: trade.signal !== null && more !== null,
    silentFor: silentFor(desk, contract),
    limits: demandPolicy(desk.settings.policies, 'trade_limits'),
  });
  return { trade, measures, entry, compared, held, more, standing, votes: [] };
}

function silentFor({ world, now }: Desk, contract: string): string | null {
  const at = world.market.price(contract, now)?.at;
  return at && isStale(world.market, at, now) ? sayAge(now.getTime() - at.getTime()) : null;
}

function tradeSoFar({ now }: Desk, position: Position): Trade {
  const { book, signalId, source } = position;
  return {
    ...{ id: position.id, instrumentId: position.contract, symbol: position.symbol, contract: position.contract },
    ...{ closed: false, openedAt: position.openedAt, until: now },
    ...{ entryPrice: position.entryPrice.toNumber(), exitPrice: position.price.toNumber() },
    ...{ quantity: book.filledQty.toNumber(), entryCostUsd: book.entryCostUsd.toNumber() },
    initialStop: position.initialStop?.toNumber() ?? null,
    takeProfit: position.takeProfit?.toNumber() ?? null,
    ...{ feesUsd: book.feesUsd.toNumber(), pnlUsd: resultOf(position).toNumber() },
    ...{ exitReason: null, signalSource: source, confidence: position.confidence },
    signal: signalId === null || source === null ? null : { id: signalId, source, trust: 'trusted' },
    ...{ entrySlippageBps: null, exitSlippageBps: null, highest: position.highest, lowest: null },
  };
}

function heldOf(desk: Desk, position: Position): Reviewed['held'] {
  const { book, stopLoss, takeProfit } = position;
  return {
    costUsd: book.costBasisUsd.toNumber(),
    valueUsd: worthOf(position).toNumber(),
    pricedAt: position.pricedAt,
    partSold: book.quantity.lt(book.filledQty),
    stopLoss: stopLoss && plain(stopLoss),
    takeProfit: takeProfit && plain(takeProfit),
    stop: { at: stopLevel(position)?.toNumber() ?? null, follows: position.trailingStopPct !== null },
    decisionPending: desk.work.some((work) => 'proposal' in work && work.proposal.draft.positionId === position.id),
  };
}
