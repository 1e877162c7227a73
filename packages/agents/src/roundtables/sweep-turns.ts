import type { Budgeted, Portion } from '@atc/core/company/runs';
import { inTransaction } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import { resolveIn } from '@atc/core/loop/proposals';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { AgentContext } from '../context/index.ts';
import { giveUpDistilTurns } from './distil/index.ts';
import { failRoundtable, listDoomed } from './store.ts';
import { renudgeTurn, returnLapsedTurns, touchForgottenTurns } from './turns/index.ts';

const BATCH = 500;
/** Machine time after which a ready turn that nobody claimed is told of again. */
const QUIET_MS = 10_000;

type SweepContext = Omit<AgentContext, 'minds'>;

/** Puts turns whose worker died, or whose job is gone, back into their queue; returns how many. */
export async function sweepTurns(ctx: SweepContext, quietMs: number = QUIET_MS): Promise<number> {
  await giveUpDistilTurns(ctx.db);
  const returned = await returnLapsedTurns(ctx.db, BATCH);
  const added = await withoutJob(ctx, await touchForgottenTurns(ctx.db, quietMs, BATCH));
  if (returned.length + added.length > 0) await ctx.queues.nudge(TURNS_QUEUE, [...returned, ...added]);
  return returned.length + added.length;
}

async function withoutJob(ctx: SweepContext, forgotten: readonly Nudge[]): Promise<readonly Nudge[]> {
  const presence = forgotten.length > 0 ? await ctx.queues.presence(TURNS_QUEUE, forgotten) : [];
  const wanted = forgotten.map((turn, i) => {
    if (presence[i] === 'waiting') return null;
    return presence[i] === 'finished' ? renudgeTurn(ctx.db, turn) : turn;
  });
  return (await Promise.all(wanted)).filter((turn) => turn !== null);
}

/**
 * The heartbeat's recovery of conversations: those without a turn for a quarter of an hour of machine time end without
 * a decision.
 */
export async function recoverStaleRoundtables(ctx: SweepContext, beat: Budgeted): Promise<Portion> {
  const failed = await failStaleRoundtables(ctx, beat);
  return { cursor: beat.signal.aborted ? 'more' : null, result: { failed } };
}

type Writer = Pick<Budgeted, 'write'> & { readonly signal?: AbortSignal };

/**
 * Fails conversations that cannot go on. No decision is a rejection: their proposals are rejected. Returns how many.
 */
export async function failStaleRoundtables(
  ctx: SweepContext,
  { write, signal }: Writer = { write: (work) => inTransaction(ctx.db, work) },
): Promise<number> {
  const doomed = await listDoomed(ctx.db, BATCH);
  let failed = 0;
  for (const { id, failure } of doomed) {
    if (signal?.aborted) break;
    await write(async (tx) => {
      const table = await failRoundtable(tx, { id, failure, at: ctx.clock.now() });
      if (!table?.proposalId) return;
      await resolveIn(ctx, tx, {
        proposalId: table.proposalId,
        decision: 'reject',
        by: table.format,
        reason: `the ${table.format.replace('_', ' ')} ended without a decision: ${failure}`,
      });
    });
    failed += 1;
  }
  return failed;
}
