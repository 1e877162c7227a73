import { emitEvent } from '@atc/core/company/events';
import type { Budgeted } from '@atc/core/company/runs';
import type { Tx } from '@atc/core/kernel/db';
import type { LoopContext } from '@atc/core/loop';
import { scoreUses } from '@atc/core/loop/memories';
import type { Market } from '@atc/core/market';
import { isRight, sayMeasured, sayWrongIf } from './idea.ts';
import { type DueIdea, listDueIdeas, settleIdea } from './store.ts';

const BATCH = 20;

/**
 * Settles the ideas whose time is over by what was measured at that moment: each is right or wrong, which counts for or
 * against the memory that it came from. One that there is nothing to tell by counts for neither. Returns how many.
 */
export async function settleIdeas(ctx: LoopContext, beat: Budgeted): Promise<number> {
  let settled = 0;
  for (const idea of await listDueIdeas(beat.db, ctx.clock.now(), BATCH)) {
    if (beat.signal.aborted) break;
    if (await beat.write((tx) => settle(ctx, tx, idea))) settled += 1;
  }
  return settled;
}

async function settle(ctx: LoopContext, tx: Tx, idea: DueIdea): Promise<boolean> {
  const at = ctx.clock.now();
  const measured = measure(ctx.market, idea);
  const provedRight = measured === null ? null : isRight(idea, measured);
  if (!(await settleIdea(tx, { id: idea.id, measured, provedRight, at }))) return false;
  const { proposalId } = idea;
  if (provedRight !== null && proposalId) await scoreUses(tx, { proposalId, helped: provedRight, at });
  await tell(ctx, tx, { idea, measured, provedRight });
  return true;
}

function measure(market: Market, { figure, contract, price, dueAt, accepted, findings }: DueIdea): number | null {
  if (figure === 'findings') return accepted ? findings : null;
  if (contract === null || price === null) return null;
  if (!market.contracts().some((listed) => listed.contract === contract)) return null;
  const last = market.price(contract, dueAt);
  return last && dueAt.getTime() - last.at.getTime() <= 2 * market.barMs ? last.price / price - 1 : null;
}

interface Settled {
  readonly idea: DueIdea;
  readonly measured: number | null;
  readonly provedRight: boolean | null;
}

async function tell(ctx: LoopContext, tx: Tx, { idea, measured, provedRight }: Settled): Promise<void> {
  const { agentId, memoryId, proposalId, figure, bound, title, choice } = idea;
  const verdict = provedRight === null ? 'had an idea that nothing tells of' : provedRight ? 'was right' : 'was wrong';
  await emitEvent(ctx, tx, {
    agentId,
    kind: 'idea.settled',
    title: `${agentId.toUpperCase()} ${verdict}: ${title ?? choice}`,
    summary: `${measured === null ? 'nothing was measured' : sayMeasured(idea, measured)}; ${sayWrongIf(idea)}.`,
    moreTags: provedRight === null ? [] : [provedRight ? 'right' : 'wrong'],
    proposalId,
    fields: { memoryId, figure, bound, measured, right: provedRight },
  });
}
