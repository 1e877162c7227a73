import { emitEvent } from '@atc/core/company/events';
import { sayRecord } from '@atc/core/desk/forecasts';
import { ENOUGH_TRADES } from '@atc/core/desk/portfolio';
import type { Tx } from '@atc/core/kernel/db';
import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { DAY_MS } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import type { TaskEnd, TaskRequest } from '../task.ts';
import { type Performance, performanceOf, type SourcePattern, strongestPattern } from './performance.ts';
import { listClosedTrades } from './store.ts';

const DAYS = 30;
const MOST_TRADES = 1000;

/**
 * GROWTH reviews how the company's closed trades came out: win rate, average winner and loser of thirty days, beside
 * the thirty before.
 */
export async function reviewPerformance(ctx: AgentContext, request: TaskRequest): Promise<TaskEnd> {
  const now = ctx.clock.now();
  const [lately, before] = await Promise.all([tradesUntil(ctx, now), tradesUntil(ctx, daysBefore(now, DAYS))]);
  const review: Review = {
    now: performanceOf(lately),
    before: performanceOf(before),
    pattern: strongestPattern(lately),
  };
  return {
    kind: 'succeeded',
    result: { days: DAYS, ...review.now, pattern: review.pattern?.source ?? null },
    save: (tx) => tell(ctx, tx, { request, review }),
  };
}

const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);

const tradesUntil = (ctx: AgentContext, until: Date) =>
  listClosedTrades(ctx.db, { since: daysBefore(until, DAYS), until, limit: MOST_TRADES });

interface Review {
  readonly now: Performance;
  readonly before: Performance;
  readonly pattern: SourcePattern | null;
}

interface Told {
  readonly request: TaskRequest;
  readonly review: Review;
}

async function tell(ctx: AgentContext, tx: Tx, { request, review }: Told): Promise<void> {
  const { now, before, pattern } = review;
  const topic = request.topic ?? 'win_rate';
  await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'performance.reviewed',
    title: `GROWTH on the ${topic.replaceAll('_', ' ')} of ${DAYS} days: ${sayTopic(topic, now)}`,
    summary: `${sayAll(now)} The ${DAYS} days before: ${sayAll(before)}${pattern ? ` ${sayPattern(pattern)}` : ''}`,
    moreTags: pattern ? ['insight', 'pattern'] : [],
    proposalId: request.proposalId,
    depth: request.depth + 1,
    fields: {
      topic,
      days: DAYS,
      ...now,
      before,
      source: pattern?.source ?? null,
      sourceEdgePct: pattern?.edgePct ?? null,
    },
  });
}

const known = (value: number | null, write: (value: number) => string): string =>
  value === null ? 'not known yet' : write(value);

const whole = (share: number): string => sayShare(share, 0);

// Of a handful of trades it says nothing.
const sayProfitFactor = (trades: number, factor: number | null): string =>
  trades < ENOUGH_TRADES ? 'too few to tell' : known(factor, (ratio) => sayRatio(ratio));

function sayTopic(topic: string, now: Performance): string {
  if (now.trades === 0) return 'no trade closed';
  if (topic === 'avg_winner') return `${known(now.avgWinnerPct, sayPct)} over ${sayCount(now.wins, 'winner')}`;
  if (topic === 'avg_loser') return `${known(now.avgLoserPct, sayPct)} over ${sayCount(now.losses, 'loser')}`;
  return `${known(now.winRate, whole)} of ${sayCount(now.trades, 'trade')}`;
}

function sayAll(of: Performance): string {
  if (of.trades === 0) return 'no trade closed.';
  const { avgWinnerPct, avgLoserPct, profitFactor, expectancyPct } = of;
  return (
    `${sayCount(of.trades, 'trade')}, ${known(of.winRate, whole)} won, average winner ` +
    `${known(avgWinnerPct, sayPct)}, average loser ${known(avgLoserPct, sayPct)}, profit factor ` +
    `${sayProfitFactor(of.trades, profitFactor)}, ${known(expectancyPct, sayPct)} a trade.`
  );
}

function sayPattern({ source, performance, edgePct }: SourcePattern): string {
  return (
    `${sayRecord(source)} comes to ${sayPct(edgePct)} a trade against the rest, over ` +
    `${sayCount(performance.trades, 'trade')}.`
  );
}
