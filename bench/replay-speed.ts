import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Queues, Work } from '@atc/core/kernel/queues';
import { openReplayMarket } from '@atc/core/market';
import { type Backend, openOwnCompany } from '@atc/lab-app/company';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { line } from './figures.ts';

const FOLDER = resolve('../shared/data/candles/5m');
const SECONDS = 60;
const WANTED = 3000;

/** Replays recorded candles at SPEED=max for a minute: company seconds a second, and where the time went. */
export async function benchReplay(backend: Backend): Promise<readonly string[]> {
  if (!existsSync(FOLDER)) return [line('replay at SPEED=max', `skipped: there is no recording in ${FOLDER}`, null)];
  const market = await openReplayMarket({ dir: FOLDER });
  const company = await openOwnCompany({ backend, market });
  if (!company) return [];
  const spent = new Map<string, { ms: number; jobs: number }>();
  const ctx = { ...company.ctx, queues: timed(company.ctx.queues, spent) };
  const from = ctx.clock.now().getTime();
  const begun = performance.now();
  const running = await runProcesses(ctx, processNames);
  await Promise.race([running.ended, new Promise((done) => setTimeout(done, SECONDS * 1000))]);
  const seconds = (performance.now() - begun) / 1000;
  const played = ((await ctx.clock.refresh()).getTime() - from) / 1000;
  await running.stop();
  const trades = await ctx.db.tradeOutcome.count();
  await company.close();
  const bars = (played * 1000) / market.barMs;
  return [
    line(
      'replay at SPEED=max',
      `${(played / seconds).toFixed(0)} x real time (at least ${WANTED}), ` +
        `${((seconds * 1000) / bars).toFixed(1)} ms a bar, ${trades} trades closed`,
      played / seconds >= WANTED,
    ),
    ...[...spent]
      .sort(([, a], [, b]) => b.ms - a.ms)
      .map(([queue, { ms, jobs }]) =>
        line(
          `  of it in ${queue}`,
          `${((100 * ms) / (seconds * 1000)).toFixed(1)} % (${jobs} jobs, ${(ms / jobs).toFixed(1)} ms each)`,
          null,
        ),
      ),
  ];
}

function timed(queues: Queues, spent: Map<string, { ms: number; jobs: number }>): Queues {
  const measure =
    (queue: string, work: Work): Work =>
    async (job, signal) => {
      const begun = performance.now();
      await work(job, signal);
      const entry = spent.get(queue) ?? { ms: 0, jobs: 0 };
      spent.set(queue, { ms: entry.ms + performance.now() - begun, jobs: entry.jobs + 1 });
    };
  return { ...queues, work: (queue, work) => queues.work(queue, measure(queue, work)) };
}
