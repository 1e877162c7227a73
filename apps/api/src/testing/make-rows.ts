import { emitEvent, latestPosition } from '@atc/core/company/events';
import { inTransaction, newId } from '@atc/core/kernel/db';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { expect, vi } from 'vitest';
import type { TestApi } from './test-api.ts';

type Company = TestApi['company'];

const pick = <T>(values: readonly [T, ...T[]], i: number): T => values[i % values.length] ?? values[0];

/** Trades one after the other, of which the last is still held. */
export async function makeTrades({ ctx }: Company, count: number): Promise<readonly MadeTrade[]> {
  const made: MadeTrade[] = [];
  for (let i = 0; i < count; i += 1) {
    const symbol = pick(['BONK', 'WIF'], i);
    const trade = await openTrade(ctx, { symbol, price: '2', stop: '1.8', usd: 10 });
    if (i < count - 1) await closeTrade(ctx, trade, { price: pick(['2.2', '1.9'], i), reason: 'take_profit' });
    made.push(trade);
  }
  return made;
}

/** A mission for each accepted proposal, with a step that was put aside as a dead letter. */
export async function makeMissions({ ctx }: Company): Promise<void> {
  const { db } = ctx;
  const accepted = await db.proposal.findMany({ where: { status: 'accepted', missions: { none: {} } } });
  for (const [i, { id: proposalId, title }] of accepted.entries())
    await db.mission.create({
      data: {
        proposalId,
        title,
        missionType: 'entry',
        status: pick(['failed', 'succeeded', 'running'], i),
        createdBy: 'scout',
        approvedAt: ctx.clock.now(),
        steps: { create: { seq: 1, kind: 'execute_trade', payload: {}, status: 'failed', deadLetter: true } },
      },
    });
}

/** What agents remember, of two agents and two types. */
export async function makeMemories({ ctx }: Company, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1)
    await ctx.db.memory.create({
      data: {
        agentId: pick(['sage', 'growth'], i),
        type: pick(['lesson', 'lesson', 'insight'], i),
        content: `stops hold, ${i}`,
        confidence: 0.7,
        sourceTraceId: `made:${newId()}`,
        learnedAt: ctx.clock.now(),
      },
    });
}

/** Conversations of each state. */
export async function makeRoundtables({ ctx }: Company, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1)
    await ctx.db.roundtable.create({
      data: {
        format: 'watercooler',
        topic: `tea ${i}`,
        status: pick(['pending', 'succeeded', 'failed'], i),
        turnsPlanned: 3,
        temperature: 0.9,
        naturalKey: newId(),
        convenedAt: ctx.clock.now(),
      },
    });
}

/** Reactions of each state to one event. */
export async function makeReactions({ ctx }: Company, count: number): Promise<void> {
  const [triggerEventId = ''] = await tell({ ctx }, ['something happened']);
  for (let i = 0; i < count; i += 1)
    await ctx.db.reaction.create({
      data: {
        sourceAgent: 'sage',
        targetAgent: 'atlas',
        reactionType: `review ${i}`,
        triggerEventId,
        status: pick(['queued', 'processed', 'skipped'], i),
        queuedAt: ctx.clock.now(),
      },
    });
}

/** Events with these titles, each in a transaction of its own; their ids. */
export async function tell({ ctx }: Pick<Company, 'ctx'>, titles: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const title of titles) {
    const event = await inTransaction(ctx.db, (tx) =>
      emitEvent(ctx, tx, { kind: 'clock.ahead', title, summary: '', fields: { seconds: 1 } }),
    );
    ids.push(event.id);
  }
  return ids;
}

/** Waits until an event shows: when no older transaction of the whole server runs any more. */
export async function untilShown({ ctx }: Pick<Company, 'ctx'>, id: string | undefined): Promise<void> {
  await vi.waitFor(async () => expect((await latestPosition(ctx.db)).id).toBe(id), { timeout: 20_000 });
}
