import { capKeys } from '../../../desk/caps/index.ts';
import { DAY_MS, dayOf } from '../../../kernel/time/index.ts';
import type { LoopContext } from '../../context.ts';
import type { ProposalDraft } from '../proposal.ts';
import { judgeDraft, type Prepared } from './prepared.ts';
import { readDoor } from './store.ts';

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
  return judgeDraft({ draft, reading, market: ctx.market, dice: ctx.dice, now });
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
