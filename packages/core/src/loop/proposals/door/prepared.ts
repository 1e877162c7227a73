import type { PolicySet } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import type { SizedEntry } from '../../../desk/entries/index.ts';
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
import { judgeShape, judgeSignal } from './shape.ts';
import { entryOf } from './size.ts';
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
