import { MINUTE_MS } from '@atc/core/kernel/time';
import { anchorWorld } from '@atc/core/kernel/world';
import { recordSignal } from '@atc/core/loop/signals';
import type { Backend, OwnCompany } from '@atc/lab-app/company';
import { processes, workOf } from '@atc/workers/fleet';
import { runBare } from './bare-machinery.ts';
import { line } from './figures.ts';
import { nextBar, type risingMarket } from './rising-market.ts';
import { countStatements } from './statements.ts';

const ALLOWED = 0.5;
const AT_ONCE = 10;

/** Trades from a signal to their close, many at once, against the same numbers of empty jobs and bare SQL commits. */
export async function benchLoop(
  company: OwnCompany,
  backend: Backend,
  market: ReturnType<typeof risingMarket>,
): Promise<readonly string[]> {
  const { ctx } = company;
  const jobs = await countJobs(company);
  const statements = countStatements();
  const before = await readXid(company);
  const begun = performance.now();
  const contracts = market.contracts().map(({ contract }) => contract);
  for (let from = 0; from < contracts.length; from += AT_ONCE)
    await tradeOnce(company, market, contracts.slice(from, from + AT_ONCE));
  const seconds = (performance.now() - begun) / 1000;
  await jobs.stop();
  statements.stop();
  const traded = await ctx.db.tradeOutcome.count();
  const writes = (await readXid(company)) - before - (backend === 'postgres' ? ownWrites(jobs.count()) : 0n);
  const bare = await runBare(company, backend, { jobs: jobs.count(), commits: Number(writes) });
  const reads = statements.count() - Number(writes);
  const asMany = await runBare(company, backend, { jobs: jobs.count(), commits: Number(writes), reads });
  const ratio = bare.seconds / seconds;
  return [
    line(
      'the loop, signal to closed trade',
      `${(traded / seconds).toFixed(1)} trades/s (${traded} of ${contracts.length} signals traded, ${AT_ONCE} at once)`,
      null,
    ),
    line(
      'the same jobs and commits, bare',
      `${(traded / bare.seconds).toFixed(1)} trades/s worth: ${jobs.count()} jobs, ${writes} commits`,
      null,
    ),
    line(
      'the same with its other statements, bare',
      `${(traded / asMany.seconds).toFixed(1)} trades/s worth: ${reads} more statements; ` +
        `${(asMany.seconds / seconds).toFixed(2)} of it`,
      null,
    ),
    line('the loop against the bare machinery', `${ratio.toFixed(2)} (at least ${ALLOWED})`, ratio >= ALLOWED),
  ];
}

/** Brings one signal per contract to a closed trade, all at once. */
async function tradeOnce(
  company: OwnCompany,
  market: ReturnType<typeof risingMarket>,
  contracts: readonly string[],
): Promise<void> {
  const { ctx } = company;
  const before = await ctx.db.tradeOutcome.count();
  const idle = await ended(company);
  await Promise.all(
    contracts.map((token) => recordSignal(ctx, { source: 'bench', token, signalType: 'buy', trust: 'trusted' })),
  );
  const watched = () => ctx.db.position.count({ where: { status: 'open', armedAt: { not: null } } });
  await until('entries', async () => (await watched()) + (await ended(company)) - idle >= contracts.length);
  const opened = await watched();
  const now = nextBar(market, new Set(contracts));
  await anchorWorld(ctx.db, { company: now, horizon: now }, 0);
  await ctx.clock.refresh();
  await ctx.queues.nudge('price_watch', [{ rowId: `bar-${now.getTime()}`, nudge: 0 }]);
  await until('closed trades', async () => (await ctx.db.tradeOutcome.count()) >= before + opened);
}

// Queues in PostgreSQL commit too: adding, taking and ending a job write once each.
const WRITES_A_JOB = 3;

function ownWrites(jobs: number): bigint {
  return BigInt(jobs * WRITES_A_JOB);
}

interface Counted {
  count(): number;
  stop(): Promise<void>;
}

async function countJobs({ ctx }: OwnCompany): Promise<Counted> {
  let count = 0;
  const queues = Object.values(processes).flat();
  const workers = await Promise.all(
    queues.map((queue) => {
      const work = workOf(ctx, queue, { readsClock: () => false });
      return ctx.queues.work(queue, (job, signal) => {
        count += 1;
        return work(job, signal);
      });
    }),
  );
  return {
    count: () => count,
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close(2000)));
    },
  };
}

/** The number of the next writing transaction: what lies between two readings is how many wrote. */
async function readXid({ ctx }: OwnCompany): Promise<bigint> {
  const [row] = await ctx.db.$queryRaw<{ xid: string }[]>`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid`;
  return BigInt(row?.xid ?? 0);
}

async function ended({ ctx }: OwnCompany): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    SELECT ((SELECT count(*) FROM ops_signals s WHERE s.status = 'refused' OR s.status = 'analyzed'
          AND s.confidence <= 0.8)
          + (SELECT count(*) FROM ops_trading_proposals WHERE mission_type = 'entry' AND status = 'rejected')
          + (SELECT count(*) FROM ops_missions WHERE mission_type IN ('entry') AND status = 'failed'))::int AS n`;
  return row?.n ?? 0;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 2 * MINUTE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`the bench waited for ${what} in vain`);
    await new Promise((again) => setTimeout(again, 15));
  }
}
