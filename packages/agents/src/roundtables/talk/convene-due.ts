import { readPolicies } from '@atc/core/company/policies';
import type { Budgeted } from '@atc/core/company/runs';
import { readPortfolio } from '@atc/core/desk/portfolio';
import type { LoopContext } from '@atc/core/loop';
import { type ProposalDraft, prepareProposal, saveProposal } from '@atc/core/loop/proposals';
import { type DueTalk, talksDue } from './due.ts';
import { formats } from './format.ts';
import { wasProposed } from './store.ts';

/** Proposes the conversations that are due on the company's wall clock, each once a day; returns how many. */
export async function conveneDue(ctx: LoopContext, beat: Pick<Budgeted, 'write' | 'signal'>): Promise<number> {
  const timeZone = (await readPolicies(ctx.db)).values.company?.timezone ?? 'UTC';
  let convened = 0;
  for (const talk of talksDue(ctx.dice, ctx.clock.now(), timeZone)) {
    if (beat.signal.aborted) break;
    if (!(await takesPlace(ctx, talk))) continue;
    const prepared = await prepareProposal(ctx, scheduled(talk));
    await beat.write((tx) => saveProposal(ctx, tx, { prepared, last: true }));
    convened += 1;
  }
  return convened;
}

async function takesPlace(ctx: LoopContext, { key, needsPositions }: DueTalk): Promise<boolean> {
  if (await wasProposed(ctx.db, key)) return false;
  return !needsPositions || (await readPortfolio(ctx.db)).openPositions > 0;
}

function scheduled({ format, day, key }: DueTalk): ProposalDraft {
  const { title, topic } = formats[format];
  return {
    agentId: 'atlas',
    title: `${title}: ${topic}`,
    missionType: 'analysis',
    steps: [{ kind: 'roundtable_conversation', payload: { format, topic } }],
    origin: { kind: 'schedule', id: `${format}|${day}` },
    dedupeKey: key,
  };
}
