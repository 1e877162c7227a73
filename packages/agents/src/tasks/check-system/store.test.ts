import { randomUUID } from 'node:crypto';
import { readOne } from '@atc/core/kernel/db';
import { submitProposal } from '@atc/core/loop/proposals';
import { testCompany } from '@atc/core/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deskSince } from '../../roundtables/talk/brief-store.ts';
import { readRecords } from './store.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
beforeEach(async () => {
  company = await testCompany();
});
afterEach(() => company.close());

/** A mission of an agent's task that came to this. */
async function ended(status: 'succeeded' | 'failed', reason: string | null): Promise<void> {
  const { ctx } = company;
  const { proposalId } = await submitProposal(ctx, {
    agentId: 'intel',
    title: 'scan',
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: randomUUID() } }],
    origin: { kind: 'operator', id: 'somebody' },
    dedupeKey: randomUUID(),
  });
  const where = { mission: { proposalId } };
  await ctx.db.step.updateMany({ where, data: { status, reason, finishedAt: ctx.clock.now() } });
}

test('failed steps are those that ran and failed; what was skipped behind one is no step', async () => {
  await ended('succeeded', null);
  await ended('failed', 'the size falls below the minimum');
  await ended('failed', 'skipped');
  await ended('failed', 'skipped');
  const since = new Date(company.ctx.clock.now().getTime() - 1);
  expect(await readRecords(company.ctx.db, { since, dayStart: since })).toMatchObject({ steps: 2, failedSteps: 1 });
  expect(await readOne(company.ctx.db, deskSince(since))).toMatchObject({ failedSteps: 1 });
});
