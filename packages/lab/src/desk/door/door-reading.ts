import { capKeys } from '@atc/core/desk/caps';
import { countLosses } from '@atc/core/desk/odds';
import { Decimal } from '@atc/core/kernel/money';
import type { DoorReading, ProposalDraft } from '@atc/core/loop/proposals';
import { doorEquityOf, type Position } from '../../engine/index.ts';
import { type Desk, dayOfDesk, isWithout, type Signal } from '../state/index.ts';

const ACCOUNT = 'paper';

/** What the door reads for a draft, out of the desk's memory. */
export function doorReading(desk: Desk, draft: ProposalDraft): DoorReading {
  const { account, world } = desk;
  const signal = desk.signals.find(draft.signalId);
  const position = account.positions.find(({ id }) => id === draft.positionId) ?? null;
  const contract = draft.instrumentId ?? position?.contract ?? signal?.contract ?? null;
  const listed = contract === null ? null : world.listed(contract);
  const locks = desk.locks.inForce(['company', ...(contract === null ? [] : [contract])], desk.now);
  return {
    // A drawdown too deep holds entries back in the company's state too.
    tradingState: locks.some(({ kind }) => kind === 'max_drawdown') ? 'reducing' : 'active',
    ...{ accountId: ACCOUNT, accountMode: 'paper', hasTraded: !account.realizedPnl.isZero() },
    ...{ cashUsd: account.cashUsd, equityUsd: doorEquityOf(account) },
    ...{ contract, symbol: listed?.symbol ?? null, instrumentId: contract },
    lot: listed && new Decimal(listed.minQuantity),
    ...ofSignal(signal),
    held: account.positions.some((held) => held.contract === contract),
    lossesSinceWin: lossesOf(desk, contract),
    agentsOff: isWithout(desk, 'sage_vote') ? [...desk.settings.off, 'sage'] : desk.settings.off,
    // Nobody's affinity moves here, so SAGE and ATLAS get on as they did at the start.
    affinity: null,
    position: position && positionFact(position),
    strategy: null,
    sourceEntries: signal ? entriesOf(desk, signal.source) : 0,
    foundUsd: null,
    usage: usageOf(desk),
    locks,
    policies: desk.settings.policies,
  };
}

function lossesOf(desk: Desk, contract: string | null): number {
  if (isWithout(desk, 'record')) return 0;
  return countLosses(
    desk.trades.filter((trade) => trade.contract === contract),
    desk.now,
  );
}

/** How many purchases a source has led to. */
function entriesOf({ account, trades }: Desk, source: string): number {
  const isOf = (one: { readonly source: string | null }) => one.source === source;
  return account.positions.filter(isOf).length + trades.filter(isOf).length;
}

function ofSignal(signal: Signal | null) {
  return {
    confidence: signal?.confidence ?? null,
    odds: signal?.odds ?? null,
    signalStatus: signal?.status ?? null,
    signalType: signal?.signalType ?? null,
    signalInstrumentId: signal?.contract ?? null,
    signalSource: signal?.source ?? null,
    signalTrust: signal && 'trusted',
    signalSender: null,
  };
}

function positionFact({ id, status, book, stopLoss }: Position): DoorReading['position'] {
  return { id, status, quantity: book.quantity, costBasisUsd: book.costBasisUsd, stopLoss };
}

function usageOf(desk: Desk): DoorReading['usage'] {
  const day = dayOfDesk(desk);
  const keys = [
    ...[capKeys.positions, capKeys.riskUsd, capKeys.cashUsd],
    ...[capKeys.trades(day), capKeys.analyses(day), capKeys.tasks(day)],
    ...[capKeys.conversations(day), capKeys.otherConversations(day), capKeys.actionItems(day)],
  ];
  return Object.fromEntries(keys.map((key) => [key, desk.usage.used(key)]));
}
