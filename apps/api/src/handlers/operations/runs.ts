import { operations } from '@atc/agents/heartbeat';
import { readHeartbeat } from '@atc/core/company/runs';
import { z } from 'zod';
import { endpoint, ok } from '../../http/index.ts';
import { type BeatRun, listBeatRuns } from '../../reads/operations/store.ts';
import { runsView } from '../../reads/operations/view.ts';
import { show } from '../../reads/view.ts';

const MOST = 100;

const budgets = new Map(operations.map(({ name, budgetMs }) => [name, budgetMs]));

export const listRuns = endpoint({
  summary: 'How the heart beats: whether a beat is late, and what the last beats did, newest first',
  input: z.object({ query: z.strictObject({ beats: z.coerce.number().int().min(1).max(MOST).default(12) }) }),
  response: runsView,
  handle: async (ctx, { query }) => {
    const [heartbeat, runs] = await Promise.all([
      readHeartbeat(ctx.db, ctx.clock.world),
      listBeatRuns(ctx.db, query.beats),
    ]);
    const items = [...Map.groupBy(runs, ({ beat }) => beat)].map(([beat, done]) => ({
      beat,
      startedAt: done[0]?.startedAt ?? null,
      operations: done.map(withBudget),
    }));
    return ok(show(runsView, { heartbeat, items }));
  },
});

const withBudget = (run: BeatRun) => ({ ...run, budgetMs: budgets.get(run.operation) ?? null });
