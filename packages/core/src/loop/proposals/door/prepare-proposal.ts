import type { PolicySet } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import type { SizedEntry } from '../../../desk/entries/index.ts';
import { freshForMs, lastPrice } from '../../../desk/market/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { dayOf } from '../../../kernel/time/index.ts';
import type { LoopContext } from '../../context.ts';
import { type GateFacts, judge, type Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { type Approval, decideApproval } from './approval.ts';
import { entryOf, factsOf } from './facts.ts';
import { judgeLevels } from './levels.ts';
import { judgePart } from './part.ts';
import { judgeShape } from './shape.ts';
import { judgeSignal } from './signal.ts';
import { type DoorReading, readDoor } from './store.ts';
import { debateStep, judgeTable } from './table.ts';

/** A proposal that has been judged but not yet written. */
export interface Prepared {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly entry: SizedEntry | null;
  readonly verdicts: readonly Verdict[];
  readonly approval: Approval;
  readonly policies: PolicySet;
  readonly day: string;
  readonly facts: GateFacts;
  readonly now: Date;
}

/** Loads what the gates need, sizes the entry, judges, and decides who decides. Reads only. */
export async function prepareProposal(ctx: LoopContext, draft: ProposalDraft): Promise<Prepared> {
  const now = ctx.clock.now();
  const reading = await readDoor(ctx.db, {
    instrumentId: draft.instrumentId ?? null,
    signalId: draft.signalId ?? null,
    positionId: draft.positionId ?? null,
    usageKeys: [capKeys.positions, capKeys.riskUsd, capKeys.cashUsd, ...possibleDays(now).flatMap(keysOfDay)],
    now,
  });
  const { policies } = reading;
  const day = dayOf(now, policies.values.company?.timezone ?? 'UTC');
  const price = reading.contract ? lastPrice(ctx.market, reading.contract, now) : null;
  const last = price && new Decimal(price.price);
  const levels = judgeLevels(draft, last);
  // A stop that is refused says nothing of the size: everything else is judged as if there were none.
  const sized = levels.length > 0 ? { ...draft, stopLoss: undefined, target: undefined } : draft;
  const tick = ctx.market.contracts().find(({ contract }) => contract === reading.contract)?.tick ?? null;
  const entry = entryOf({ draft: sized, reading, price: last, tick });
  const freshness = { priceAt: price?.at ?? null, freshForMs: freshForMs(ctx.market) };
  const facts = factsOf({ draft, reading, entry, day, now, ...freshness });
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
    table: {
      off: reading.agentsOff,
      affinity: reading.affinity,
      slotFree: judge([debateStep(draft)], facts, policies).every(({ open }) => open),
      roll: (point) => ctx.dice.roll(`debate.${point}`, naturalKey),
    },
  });
  const ofTable = judgeTable(route, { draft, facts, policies });
  const approval: Approval = ofTable.every(({ open }) => open) ? route : { kind: 'rejected' };
  const verdicts = [...judged, ...ofTable];
  return {
    draft,
    reading,
    entry,
    verdicts,
    approval,
    policies,
    day,
    facts,
    now,
  };
}

const DAY_MS = 86_400_000;

/** The company's day is one of these, wherever its clocks hang. */
function possibleDays(now: Date): readonly string[] {
  return [-1, 0, 1].map((days) => dayOf(new Date(now.getTime() + days * DAY_MS), 'UTC'));
}

function keysOfDay(day: string): readonly string[] {
  return [
    capKeys.trades(day),
    capKeys.analyses(day),
    capKeys.postedAnalyses(day),
    capKeys.conversations(day),
    capKeys.otherConversations(day),
    capKeys.tasks(day),
    capKeys.actionItems(day),
  ];
}
