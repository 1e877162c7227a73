import { emitEvent } from '../../company/events/index.ts';
import type { PolicySet } from '../../company/policies/index.ts';
import type { Budgeted } from '../../company/runs/index.ts';
import type { DeskContext } from '../../desk/context.ts';
import { settleForecasts } from '../../desk/odds/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayCount } from '../../kernel/figures/index.ts';
import { dayOf, wallTimeOf } from '../../kernel/time/index.ts';
import { judgeDemotion, judgeProbation, mean } from '../track-records/index.ts';
import { demoteStrategy } from './demote-strategy.ts';
import { nameOf } from './judgement.ts';
import {
  holdPromoted,
  listPromoted,
  listStrategies,
  mayReview,
  noteReason,
  readLive,
  type StoredStrategy,
  takeReview,
  turnStrategy,
} from './store.ts';

/** Before this time of the company's day its strategies are not reviewed: 7 o'clock. */
const MORNING_MINUTES = 420;

type Reviewing = Pick<DeskContext, 'clock' | 'market'>;

export interface MorningReview {
  readonly policies: PolicySet;
  /** Learns from the forecasts that were settled. */
  readonly learn: (tx: Tx) => Promise<unknown>;
}

/**
 * Settles the forecasts of yesterday and reviews the strategies that may buy, once every morning: what does less than
 * its record let expect is demoted, what has passed its probation is active. While only promoted strategies may buy and
 * none is, that is told. What was settled is learned from in the same transaction. Returns how many changed.
 */
export async function reviewStrategies(
  ctx: Reviewing,
  beat: Budgeted,
  { policies, learn }: MorningReview,
): Promise<number> {
  const now = ctx.clock.now();
  const day = reviewDay(now, policies.values.company?.timezone ?? 'UTC');
  if (day === null || !(await mayReview(beat.db, day))) return 0;
  return beat.write(async (tx) => {
    if (!(await takeReview(tx, day, now))) return 0;
    await settleForecasts(ctx, tx, day);
    await learn(tx);
    let changed = 0;
    for (const { name } of await listPromoted(tx)) {
      const strategy = await holdPromoted(tx, name);
      if (strategy && (await review(ctx, tx, strategy))) changed += 1;
    }
    if (policies.values.strategy_policy?.entries === 'promoted') await tellNone(ctx, tx, day);
    return changed;
  });
}

/** The company's day whose review is due by now; null before its morning. */
export function reviewDay(now: Date, timeZone: string): string | null {
  return reviewDayOf({ ...wallTimeOf(now, timeZone), day: dayOf(now, timeZone) });
}

/** The same of what the clock on the company's wall shows, minutes since midnight. */
export function reviewDayOf({ day, minutes }: { readonly day: string; readonly minutes: number }): string | null {
  return minutes < MORNING_MINUTES ? null : day;
}

async function review(ctx: Reviewing, tx: Tx, strategy: StoredStrategy): Promise<boolean> {
  const { name, expected, stateSince, state, id } = strategy;
  if (!expected) return false;
  const now = ctx.clock.now();
  const live = { ...(await readLive(tx, { name, since: stateSince })), since: stateSince, now };
  const reasons = judgeDemotion(expected, live);
  if (reasons.length > 0) {
    const figures = { trades: live.results.length, mean: mean(live.results), expected: expected.mean };
    await demoteStrategy(ctx, tx, { strategy, by: 'review', reason: reasons.join('; '), figures });
    return true;
  }
  if (state !== 'probation') return false;
  const probation = judgeProbation(expected, live);
  if (probation.passed) await activate(ctx, tx, { strategy, reason: probation.said });
  else await noteReason(tx, id, probation.said);
  return probation.passed;
}

async function activate(
  ctx: Reviewing,
  tx: Tx,
  { strategy, reason }: { readonly strategy: StoredStrategy; readonly reason: string },
): Promise<void> {
  const { id, name, version, share, runId } = strategy;
  await turnStrategy(tx, { id, share, state: 'active', reason, at: ctx.clock.now() });
  await emitEvent(ctx, tx, {
    kind: 'strategy.promoted',
    title: `${nameOf(strategy)} has passed its probation`,
    summary: reason,
    moreTags: ['active'],
    fields: { strategy: name, version, state: 'active', runId: runId ?? '', reason },
  });
}

async function tellNone(ctx: Reviewing, tx: Tx, day: string): Promise<void> {
  const strategies = await listStrategies(tx);
  if (strategies.some(({ state }) => state === 'probation' || state === 'active')) return;
  const tested = strategies.filter(({ state }) => ['tested', 'paused', 'retired'].includes(state));
  const latest = tested.toSorted((a, b) => b.stateSince.getTime() - a.stateSince.getTime())[0];
  const reason = latest ? `${nameOf(latest)}: ${latest.reason}` : null;
  await emitEvent(ctx, tx, {
    kind: 'strategy.none_promoted',
    title: 'Nothing is bought: no strategy is promoted',
    summary:
      `strategy_policy lets only promoted strategies buy. ${sayCount(tested.length, 'strategy', 'strategies')} ` +
      `tested, none promoted${reason ? `; ${reason}` : ''}`,
    fields: { day, tested: tested.length, reason },
  });
}
