import type { PolicySet } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import { type SizedEntry, sizeEntry } from '../../../desk/entries/index.ts';
import { conviction, isOnProbation, sayProbation } from '../../../desk/odds/index.ts';
import { readRegime } from '../../../desk/regime/index.ts';
import type { Dice } from '../../../kernel/dice/index.ts';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import { dayOf } from '../../../kernel/time/index.ts';
import { freshForMs, lastPrice, type Market } from '../../../market/index.ts';
import { type GateFacts, heldFormats, judge, type Verdict } from '../../gates/index.ts';
import { type About, restraintOf } from '../../memories/index.ts';
import { STRATEGY_SOURCE } from '../../strategies/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { type Approval, decideApproval } from './approval.ts';
import { judgeLevels } from './levels.ts';
import { judgePart } from './part.ts';
import { judgeShape } from './shape.ts';
import { judgeSignal } from './signal.ts';
import type { DoorReading } from './store.ts';
import { debateStep, judgeTable } from './table.ts';

/** A proposal that has been judged but not yet written. */
export interface Prepared {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly entry: SizedEntry | null;
  readonly remembered: Remembered | null;
  readonly verdicts: readonly Verdict[];
  readonly approval: Approval;
  readonly policies: PolicySet;
  readonly day: string;
  readonly facts: GateFacts;
  readonly now: Date;
}

/** A memory that made a purchase smaller, and what it would have been without it. */
export interface Remembered {
  readonly by: About;
  readonly withoutUsd: Decimal;
}

export interface Judging {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  /** Memories about what is to be bought. */
  readonly memories?: readonly About[];
  readonly market: Market;
  readonly dice: Dice;
  readonly now: Date;
}

/** Sizes the entry of a draft, judges it by what was read for it, and decides who decides. */
export function judgeDraft({ draft, reading, memories = [], market, dice, now }: Judging): Prepared {
  const { policies } = reading;
  const day = dayOf(now, policies.values.company?.timezone ?? 'UTC');
  const price = reading.contract ? lastPrice(market, reading.contract, now) : null;
  const last = price && new Decimal(price.price);
  const levels = judgeLevels(draft, last);
  // A stop that is refused says nothing of the size: everything else is judged as if there were none.
  const sized = levels.length > 0 ? { ...draft, stopLoss: undefined, target: undefined } : draft;
  const inputs = { draft: sized, reading, price: last, policies, now };
  const restraint = restraintOf(memories);
  const entry = entryOf(market, { ...inputs, restraint: restraint.share });
  const without = restraint.by && entryOf(market, { ...inputs, restraint: 1 });
  const facts = factsOf({ market, draft, reading, entry, policies, day, now, priceAt: price?.at ?? null });
  const { position, lot } = reading;
  const judged = [
    ...judgeShape(draft),
    ...judgeSignal(draft, reading),
    ...levels,
    ...judgePart({ draft, position, lot, price: last, policies }),
    ...judge(draft.steps, facts, policies),
  ];
  const naturalKey = `${draft.missionType}|${reading.contract ?? draft.title}|${now.toISOString()}`;
  const route = decideApproval({
    draft,
    verdicts: judged,
    policies,
    sizeUsd: entry?.sizeUsd ?? null,
    sourceEntries: draft.missionType === 'entry' && reading.signalSource ? reading.sourceEntries : null,
    table: {
      off: reading.agentsOff,
      affinity: reading.affinity,
      slotFree: judge([debateStep(draft)], facts, policies).every(({ open }) => open),
      roll: (point) => dice.roll(`debate.${point}`, naturalKey),
    },
  });
  const ofTable = judgeTable(route, { draft, facts, policies });
  const approval: Approval = ofTable.every(({ open }) => open) ? route : { kind: 'rejected' };
  const verdicts = [...judged, ...ofTable];
  return {
    draft,
    reading,
    entry,
    remembered: rememberedOf({ by: restraint.by, entry, without }),
    verdicts,
    approval,
    policies,
    day,
    facts,
    now,
  };
}

interface Restrained {
  readonly by: About | null;
  readonly entry: SizedEntry | null;
  readonly without: SizedEntry | null;
}

/** What a memory changed: nothing where another limit was stricter. */
function rememberedOf({ by, entry, without }: Restrained): Remembered | null {
  return by && entry && without?.sizeUsd.gt(entry.sizeUsd) ? { by, withoutUsd: without.sizeUsd } : null;
}

interface EntryInputs {
  /** How much memories leave of it, 0 to 1. */
  readonly restraint: number;
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly price: Decimal | null;
  readonly policies: PolicySet;
  readonly now: Date;
}

function entryOf(market: Market, { draft, reading, restraint, price, policies, now }: EntryInputs): SizedEntry | null {
  const buys = draft.steps.some(
    (step) => step.kind === 'execute_trade' || (step.kind === 'scale_position' && step.payload.direction === 'up'),
  );
  if (
    !buys ||
    price === null ||
    reading.confidence === null ||
    !reading.equityUsd ||
    !reading.cashUsd ||
    !reading.contract
  )
    return null;
  const listed = market.contracts().find((contract) => contract.contract === reading.contract);
  if (!listed) return null;
  return sizeEntry(
    draft,
    {
      price,
      tick: new Decimal(listed.tick),
      confidence: reading.confidence,
      // An operator answers for a size; everybody else's has to be earned.
      conviction: draft.origin.kind === 'operator' ? 1 : conviction(reading.odds, readRegime(market, now)),
      equityUsd: reading.equityUsd,
      cashLeftUsd: reading.cashUsd.sub(reading.usage[capKeys.cashUsd] ?? ZERO),
      riskUsedUsd: reading.usage[capKeys.riskUsd] ?? ZERO,
      heldUsd: reading.position?.costBasisUsd ?? ZERO,
      firstLive: reading.accountMode === 'live' && !reading.hasTraded,
      share: shareOf({ draft, reading, policies }),
      foundUsd: reading.foundUsd,
      restraint,
    },
    policies,
  );
}

const isLimited = ({ draft, reading }: Pick<EntryInputs, 'draft' | 'reading'>): boolean =>
  draft.origin.kind !== 'operator' && isOnProbation(reading.lossesSinceWin);

/** Why a purchase is no more than a probe whatever its odds, in words; null where it may be more or buys nothing. */
export function probationOf({ draft, reading, entry, policies }: Prepared): string | null {
  const probeUsd = policies.values.strategy_policy?.probe_usd;
  if (!entry || probeUsd === undefined || !isLimited({ draft, reading })) return null;
  return sayProbation(reading.lossesSinceWin, probeUsd);
}

/**
 * How much of the size that its confidence deserves a purchase may have: of a token on probation nothing above a probe,
 * of a strategy on probation a part. An operator answers for what he buys.
 */
function shareOf({
  draft,
  reading,
  policies: { values },
}: Pick<EntryInputs, 'draft' | 'reading' | 'policies'>): number {
  if (isLimited({ draft, reading })) return 0;
  if (!reading.strategy) return 1;
  const { state, share } = reading.strategy;
  return state === 'probation' ? share * (values.strategy_policy?.probation_share ?? 0) : share;
}

/** The strategy that found the signal of a purchase, where it may not buy any more. */
function givenUpOf({ strategy, signalSource, signalTrust }: DoorReading): string | null {
  if (strategy || signalTrust !== 'trusted' || !signalSource?.startsWith(STRATEGY_SOURCE)) return null;
  return signalSource.slice(STRATEGY_SOURCE.length);
}

interface FactInputs {
  readonly market: Market;
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly entry: SizedEntry | null;
  readonly policies: PolicySet;
  readonly day: string;
  readonly now: Date;
  readonly priceAt: Date | null;
}

function factsOf({ market, draft, reading, entry, policies, day, now, priceAt }: FactInputs): GateFacts {
  const used = (key: string) => (reading.usage[key] ?? ZERO).toNumber();
  return {
    now,
    tradingState: reading.tradingState,
    locks: reading.locks,
    accountMode: reading.accountMode,
    instrumentListed:
      reading.contract !== null && policies.values.universe?.contracts.includes(reading.contract) === true,
    priceAt,
    freshForMs: freshForMs(market),
    held: reading.held,
    position: reading.position,
    strategy: reading.strategy,
    givenUp: givenUpOf(reading),
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
      strategyTests: used(capKeys.strategyTests(day)),
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
