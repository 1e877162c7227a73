import { readHeartbeat } from '@atc/core/company/runs';
import { readPortfolio } from '@atc/core/desk/portfolio';
import { plain } from '@atc/core/kernel/money';
import type { ApiContext } from '../context.ts';
import { tallyWork } from '../reads/system/store.ts';
import type { Raw } from '../route.ts';
import { type Metric, prometheusText } from './prometheus.ts';

/** The company's figures for Prometheus. */
export const metrics: Raw = {
  summary: 'Figures in Prometheus text format',
  produces: 'text/plain; version=0.0.4',
  serve:
    ({ ctx, times }) =>
    async (_req, res) => {
      const counted = await ctx.answers.of('metrics', () => countAll(ctx));
      const all = [...counted, ...processMetrics(), ...times.metrics()];
      res.type('text/plain; version=0.0.4').send(prometheusText(all));
    },
};

async function countAll(ctx: ApiContext): Promise<readonly Metric[]> {
  return [
    ...(await bookMetrics(ctx)),
    ...(await workMetrics(ctx)),
    ...(await queueMetrics(ctx)),
    ...(await healthMetrics(ctx)),
    ...(await heartbeatMetrics(ctx)),
  ];
}

const gauge = (name: string, help: string, value: number | string): Metric => ({
  name,
  help,
  type: 'gauge',
  samples: [{ value }],
});

async function bookMetrics(ctx: ApiContext): Promise<readonly Metric[]> {
  const books = await readPortfolio(ctx.db);
  return [
    gauge('company_equity_usd', 'Cash and the value of everything held', plain(books.equityUsd)),
    gauge('company_cash_usd', 'Cash', plain(books.cashUsd)),
    gauge('company_realized_pnl_usd', 'Realised profit and loss before fees', plain(books.realizedPnl)),
    gauge('company_unrealized_pnl_usd', 'Unrealised profit and loss before fees', plain(books.unrealizedPnl)),
    gauge('company_result_usd', 'Results of closed trades after fees', plain(books.resultUsd)),
    gauge('company_fees_usd', 'Fees paid', plain(books.feesUsd)),
    gauge('company_drawdown_ratio', 'How far equity lies below its peak', books.drawdown),
    gauge('company_time_seconds', 'Company time since 1970', ctx.clock.now().getTime() / 1000),
  ];
}

async function workMetrics(ctx: ApiContext): Promise<readonly Metric[]> {
  const tallies = await tallyWork(ctx.db);
  return [
    {
      name: 'company_unsettled',
      help: 'Rows that are not settled yet',
      type: 'gauge',
      samples: tallies.map(({ name, status, count }) => ({ labels: { table: name, status }, value: count })),
    },
  ];
}

async function queueMetrics(ctx: ApiContext): Promise<readonly Metric[]> {
  // A queue store that is away must not hide the figures of the rest.
  const counts = await ctx.queues.counts().catch(() => ({}));
  const samples = Object.entries(counts).flatMap(([queue, states]) =>
    Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
  );
  return [{ name: 'company_queue_jobs', help: 'Jobs in the queue store', type: 'gauge', samples }];
}

async function healthMetrics({ health }: ApiContext): Promise<readonly Metric[]> {
  const { watch, database, queues } = await health.read();
  const samples = Object.entries({ database, queues }).map(([store, is]) => ({
    labels: { store },
    value: is === 'up' ? 1 : 0,
  }));
  return [
    { name: 'company_store_takes_writes', help: '1 when a write was just taken', type: 'gauge', samples },
    gauge('company_watch_late', '1 when what is held has not been watched up to now', watch === 'late' ? 1 : 0),
  ];
}

async function heartbeatMetrics(ctx: ApiContext): Promise<readonly Metric[]> {
  const heartbeat = await readHeartbeat(ctx.db, ctx.clock.world);
  if (!heartbeat) return [];
  const { beat, late, silentMs, operations } = heartbeat;
  const samples = operations.map(({ operation, status, durationMs }) => ({
    labels: { operation, status },
    value: (durationMs ?? 0) / 1000,
  }));
  return [
    gauge('company_heartbeat_beats', 'Beats since the company was founded', beat),
    gauge('company_heartbeat_silence_seconds', 'Machine time since a beat ended', silentMs / 1000),
    gauge('company_heartbeat_late', '1 when a beat should have come by now', late ? 1 : 0),
    { name: 'company_heartbeat_operation_seconds', help: 'What the latest beat took', type: 'gauge', samples },
  ];
}

function processMetrics(): readonly Metric[] {
  return [
    gauge('process_resident_memory_bytes', 'Resident memory of this process', process.memoryUsage.rss()),
    gauge('process_uptime_seconds', 'Since this process started', process.uptime()),
  ];
}
