import { readPolicies } from '@atc/core/company/policies';
import type { Budgeted } from '@atc/core/company/runs';
import { readPortfolio } from '@atc/core/desk/portfolio';
import { dayOf, wallTimeOf } from '@atc/core/kernel/time';
import type { LoopContext } from '@atc/core/loop';
import type { TalkFormat } from '@atc/core/loop/kinds';
import { type ProposalDraft, prepareProposal, saveProposal } from '@atc/core/loop/proposals';
import { dueFormats, isHeld } from './due.ts';
import { formats } from './format.ts';
import { wasProposed } from './store.ts';

/** Proposes the conversations that are due on the company's wall clock, each once a day; returns how many. */
export async function conveneDue(ctx: LoopContext, beat: Pick<Budgeted, 'write' | 'signal'>): Promise<number> {
  const now = ctx.clock.now();
  const timezone = (await readPolicies(ctx.db)).values.company?.timezone ?? 'UTC';
  const day = dayOf(now, timezone);
  let convened = 0;
  for (const format of dueFormats(wallTimeOf(now, timezone))) {
    if (beat.signal.aborted) break;
    const draft = scheduled(format, day);
    if (!(await takesPlace(ctx, format, draft.dedupeKey))) continue;
    const prepared = await prepareProposal(ctx, draft);
    await beat.write((tx) => saveProposal(ctx, tx, { prepared, last: true }));
    convened += 1;
  }
  return convened;
}

async function takesPlace(ctx: LoopContext, format: TalkFormat, dedupeKey: string): Promise<boolean> {
  if (!isHeld(ctx.dice, format, dedupeKey) || (await wasProposed(ctx.db, dedupeKey))) return false;
  return !formats[format].needsPositions || (await readPortfolio(ctx.db)).openPositions > 0;
}

function scheduled(format: TalkFormat, day: string): ProposalDraft {
  const { title, topic } = formats[format];
  return {
    agentId: 'atlas',
    title: `${title}: ${topic}`,
    missionType: 'analysis',
    steps: [{ kind: 'roundtable_conversation', payload: { format, topic } }],
    origin: { kind: 'schedule', id: `${format}|${day}` },
    dedupeKey: `talk:${format}|${day}`,
  };
}
