import { capKeys } from '../../../desk/caps/index.ts';
import { readRegime } from '../../../desk/regime/index.ts';
import { DAY_MS, dayOf } from '../../../kernel/time/index.ts';
import type { LoopContext } from '../../context.ts';
import { type About, listAbout, subjectsOfPurchase } from '../../memories/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { judgeDraft, type Prepared } from './prepared.ts';
import { type DoorReading, readDoor } from './store.ts';

/** Loads what the gates need and judges a draft by it. Reads only. */
export async function prepareProposal(ctx: LoopContext, draft: ProposalDraft): Promise<Prepared> {
  const now = ctx.clock.now();
  const reading = await readDoor(ctx.db, {
    instrumentId: draft.instrumentId ?? null,
    signalId: draft.signalId ?? null,
    positionId: draft.positionId ?? null,
    usageKeys: [capKeys.positions, capKeys.riskUsd, capKeys.cashUsd, ...possibleDays(now).flatMap(keysOfDay)],
    now,
  });
  const memories = await recallFor(ctx, { draft, reading, now });
  return judgeDraft({ draft, reading, memories, market: ctx.market, dice: ctx.dice, now });
}

interface Recalling {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly now: Date;
}

/**
 * What agents remember of a purchase that one of them proposes, in as many cases as the policy says (30 %): of its
 * token, its source, this hour and day, and a market like this one.
 */
async function recallFor(ctx: LoopContext, { draft, reading, now }: Recalling): Promise<readonly About[]> {
  const { memory_influence_policy: policy, company } = reading.policies.values;
  const asks = (draft.missionType === 'entry' || draft.missionType === 'scale') && draft.origin.kind !== 'operator';
  if (!asks || !policy?.enabled || !reading.symbol) return [];
  if (ctx.dice.roll('memory.size', draft.dedupeKey) >= policy.probability) return [];
  const { symbol, signalSource } = reading;
  const source = signalSource !== null && reading.signalTrust === 'trusted' ? signalSource : null;
  const regime = readRegime(ctx.market, now)?.name ?? null;
  const timeZone = company?.timezone ?? 'UTC';
  const indicator = draft.evidence?.[0]?.name ?? null;
  const subjects = subjectsOfPurchase({ symbol, source, indicator, regime, at: now, timeZone });
  return listAbout(ctx.db, { subjects, types: policy.types_used, minConfidence: policy.min_confidence });
}

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
    capKeys.strategyTests(day),
  ];
}
