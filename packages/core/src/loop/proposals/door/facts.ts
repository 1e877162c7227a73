import { capKeys } from '../../../desk/caps/index.ts';
import { type SizedEntry, sizeEntry } from '../../../desk/entries/index.ts';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import { type GateFacts, heldFormats } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import type { DoorReading } from './store.ts';

export interface EntryInputs {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  /** The last price; null when there is none. */
  readonly price: Decimal | null;
  /** The step between two prices; null where the market does not list the token. */
  readonly tick: string | null;
}

/** The purchase that a proposal asks for, with its size; null for one that buys nothing, or of which too little is known. */
export function entryOf({ draft, reading, price, tick }: EntryInputs): SizedEntry | null {
  const buys = draft.steps.some(
    (step) => step.kind === 'execute_trade' || (step.kind === 'scale_position' && step.payload.direction === 'up'),
  );
  if (!buys || price === null || reading.confidence === null || !reading.equityUsd || !reading.cashUsd || tick === null)
    return null;
  return sizeEntry(
    draft,
    {
      price,
      tick: new Decimal(tick),
      confidence: reading.confidence,
      equityUsd: reading.equityUsd,
      cashLeftUsd: reading.cashUsd.sub(reading.usage[capKeys.cashUsd] ?? ZERO),
      riskUsedUsd: reading.usage[capKeys.riskUsd] ?? ZERO,
      heldUsd: reading.position?.costBasisUsd ?? ZERO,
      firstLive: reading.accountMode === 'live' && !reading.hasTraded,
    },
    reading.policies,
  );
}

export interface FactInputs {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly entry: SizedEntry | null;
  /** The company's day. */
  readonly day: string;
  readonly now: Date;
  readonly priceAt: Date | null;
  /** How old a price may be. */
  readonly freshForMs: number;
}

/** Everything that the gates look at, of what the door has read. */
export function factsOf({ draft, reading, entry, day, now, priceAt, freshForMs }: FactInputs): GateFacts {
  const used = (key: string) => (reading.usage[key] ?? ZERO).toNumber();
  return {
    now,
    tradingState: reading.tradingState,
    locks: reading.locks,
    accountMode: reading.accountMode,
    instrumentListed:
      reading.contract !== null && reading.policies.values.universe?.contracts.includes(reading.contract) === true,
    priceAt,
    freshForMs,
    held: reading.held,
    position: reading.position,
    confidence: reading.confidence,
    equityUsd: reading.equityUsd,
    cashLeftUsd: reading.cashUsd?.sub(reading.usage[capKeys.cashUsd] ?? ZERO) ?? null,
    riskUsedUsd: reading.usage[capKeys.riskUsd] ?? ZERO,
    entry,
    usage: {
      trades: used(capKeys.trades(day)),
      positions: used(capKeys.positions),
      analyses: used(capKeys.analyses(day)),
      postedAnalyses: used(capKeys.postedAnalyses(day)),
      senderAnalyses: reading.signalSender ? used(capKeys.analysesOfSender(day, reading.signalSender)) : 0,
      conversations: used(capKeys.conversations(day)),
      otherConversations: used(capKeys.otherConversations(day)),
      tasks: used(capKeys.tasks(day)),
      actionItems: used(capKeys.actionItems(day)),
    },
    mayUseKeptAnalyses: reading.held || reading.signalTrust === 'untrusted',
    posted: reading.signalTrust === 'untrusted',
    mayUseHeldConversations: isHeldTalk(draft),
    fromConversation: draft.origin.kind === 'roundtable',
  };
}

/** The standup or post-mortem of the schedule; one that somebody convenes is a conversation like any other. */
function isHeldTalk({ origin, steps }: ProposalDraft): boolean {
  return (
    origin.kind === 'schedule' &&
    steps.some((step) => step.kind === 'roundtable_conversation' && heldFormats.includes(step.payload.format))
  );
}
