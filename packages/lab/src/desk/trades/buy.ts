import { demandPolicy } from '@atc/core/company/policies';
import { capKeys } from '@atc/core/desk/caps';
import { BARS_COMPARED, findCorrelated, purchaseFault, reassess, type SizedEntry } from '@atc/core/desk/entries';
import { averagePrice } from '@atc/core/desk/positions';
import { type Decimal, maxOf, minOf, ZERO } from '@atc/core/kernel/money';
import { freshPrice } from '@atc/core/market';
import { askPaper, bookFills, equityOf, newPosition, type Position } from '../../engine/index.ts';
import { type Desk, heldBeside, newId, type Proposal } from '../state/index.ts';
import { isLocked } from './review-proposal.ts';
import { tellExecuted } from './tell-executed.ts';

/** Buys what was approved, as small as the risk step makes it; gives back what it reserved where nothing is bought. */
export function buy(desk: Desk, proposal: Proposal): void {
  const { entry, reading } = proposal;
  const { contract } = reading;
  const bought = entry && contract !== null && spend(desk, { proposal, entry, contract });
  if (!bought) desk.usage.release(proposal.id);
}

interface Buying {
  readonly proposal: Proposal;
  readonly entry: SizedEntry;
  readonly contract: string;
}

/** Whether something was bought. */
function spend(desk: Desk, buying: Buying): boolean {
  const { proposal, entry, contract } = buying;
  const allowed = reassessed(desk, buying);
  const position = desk.account.positions.find(({ id }) => id === proposal.draft.positionId) ?? null;
  if (allowed === null || isHindered(desk, buying, position)) return false;
  const spendUsd = minOf(allowed, entry.sizeUsd);
  const order = { contract, side: 'buy' as const, spendUsd };
  const answer = askPaper(desk.world, desk.dice, { order, now: desk.now, terms: desk.settings.terms });
  if (!answer || answer.fills.length === 0) return false;
  const bought = position ?? opened(desk, buying);
  bookFills(
    desk.account,
    bought,
    answer.fills.map((fill) => ({ ...fill, side: 'buy' as const })),
  );
  bought.entryPrice = averagePrice(bought.book.costBasisUsd, bought.book.quantity);
  if (position) {
    bought.proposals.push(proposal.id);
    bought.takeProfit = maxOf(bought.takeProfit ?? ZERO, entry.target ?? ZERO);
  } else {
    bought.price = answer.fills.at(-1)?.price ?? ZERO;
    bought.highWater = bought.price;
    desk.account.positions = [...desk.account.positions, bought];
    desk.usage.consume(proposal.id, 'trades:');
  }
  desk.usage.release(proposal.id, capKeys.cashUsd);
  tellExecuted(desk, bought, 'buy');
  return true;
}

/** What the risk step leaves of an approved size; null where it leaves too little. */
function reassessed(desk: Desk, { proposal, entry, contract }: Buying): Decimal | null {
  const price = desk.world.market.price(contract, desk.now);
  if (!price || !entry.stopLoss) return null;
  const closesOf = (name: string) => desk.world.market.bars(name, BARS_COMPARED, desk.now).map(({ close }) => close);
  const held = heldBeside(desk, contract).toSorted((a, b) => (a.contract < b.contract ? -1 : 1));
  const left = reassess({
    ...{ approvedUsd: entry.sizeUsd, stopLoss: entry.stopLoss, price: price.price },
    ...{ equityUsd: equityOf(desk.account), cashUsd: desk.account.cashUsd, policies: proposal.policies },
    correlated: findCorrelated(
      closesOf(contract),
      held.map((one) => ({ symbol: one.symbol, closes: closesOf(one.contract) })),
    ),
  });
  if ('refused' in left) return null;
  if (left.sizeUsd.lt(entry.sizeUsd)) {
    desk.usage.shrink(proposal.id, capKeys.cashUsd, left.sizeUsd);
    desk.usage.shrink(proposal.id, capKeys.riskUsd, left.riskUsd);
  }
  return left.sizeUsd;
}

function isHindered(desk: Desk, { proposal, entry, contract }: Buying, position: Position | null): boolean {
  const levels = position ?? { stopLoss: entry.stopLoss, takeProfit: entry.target };
  const fault = purchaseFault({
    ...{ contract, now: desk.now, shut: isLocked(desk, contract) ? 'a protection is in force' : null },
    price: freshPrice(desk.world.market, contract, desk.now),
    since: entry.price,
    ...{ stopLoss: levels.stopLoss, target: levels.takeProfit },
    maxDrift: demandPolicy(proposal.policies, 'trade_limits').max_entry_drift_pct,
  });
  return fault !== null || (position !== null && position.status !== 'open');
}

function opened(desk: Desk, { proposal, entry, contract }: Buying): Position {
  const signal = desk.signals.find(proposal.draft.signalId);
  return newPosition({
    id: newId(desk),
    ...{ contract, symbol: proposal.reading.symbol ?? contract, entryProposalId: proposal.id },
    ...{ signalId: signal?.id ?? null, source: signal?.source ?? null },
    ...{ confidence: proposal.reading.confidence, evidence: signal?.evidence ?? [] },
    openedAt: desk.now,
    ...{ stopLoss: entry.stopLoss, takeProfit: entry.target, trailingStopPct: entry.trailingStopPct },
  });
}
