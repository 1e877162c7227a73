import { defaultPolicies } from '@atc/core/company/policies';
import { agentIds } from '@atc/core/company/roster';
import { openBeats } from '@atc/core/company/runs';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { submitProposal } from '@atc/core/loop/proposals';
import { readScorecard } from '@atc/core/loop/scorecard';
import { fireDueRules } from '@atc/core/loop/triggers';
import { TEST_START, testCompany } from '@atc/core/testing';
import { afterEach, expect, test } from 'vitest';
import { seedAgents } from '../personas/index.ts';
import { runHeartbeat } from './index.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
afterEach(() => company?.close());

const goal = async (name: string) =>
  (await readScorecard(company.ctx)).goals.find((one) => one.name.startsWith(name)) ?? { state: '', measured: '' };
const healing = async () => (await goal('Self-healing')).state;

/** A step whose worker was last heard of so long ago. */
async function leaveStep(silentMs: number): Promise<string> {
  const { proposalId } = await submitProposal(company.ctx, {
    ...{ agentId: 'growth', title: 'Look', missionType: 'analysis', dedupeKey: `look ${silentMs}` },
    steps: [{ kind: 'agent_task', payload: { task: 'analyse_outcome', agentId: 'growth', subject: `${silentMs}` } }],
    origin: { kind: 'operator', id: 'test' },
  });
  const { id } = await company.ctx.db.step.findFirstOrThrow({ where: { mission: { proposalId } } });
  const leaseUntil = new Date(Date.now() - silentMs);
  await company.ctx.db.step.update({ where: { id }, data: { status: 'running', worker: 'dead', leaseUntil } });
  return id;
}

test('self-healing: a step that hangs misses the aim, the beat that takes it up meets it', async () => {
  company = await testCompany();
  const { ctx } = company;
  await openBeats(ctx.db, ctx.clock.now());
  expect(await healing()).toBe('not_yet');
  const id = await leaveStep(31 * MINUTE_MS);
  expect(await healing()).toBe('not_met');
  await runHeartbeat(ctx, { holder: 'test', early: true });
  expect(await healing()).toBe('met');
  await ctx.db.step.update({ where: { id }, data: { deadLetter: true } });
  expect(await healing()).toBe('not_met');
});

/** Plays the scheduled topics of two days in which everybody has something to recall. */
async function playTopics(probability: number): Promise<void> {
  const policy = { ...defaultPolicies.memory_influence_policy, probability };
  company = await testCompany({ policies: { memory_influence_policy: policy } });
  const { ctx } = company;
  await seedAgents(ctx.db);
  await ctx.db.memory.createMany({
    data: agentIds.map((agentId) => ({
      ...{ agentId, type: 'lesson' as const, content: 'It lost.', confidence: 0.7, tags: [], sourceTraceId: 'x' },
      learnedAt: TEST_START,
    })),
  });
  for (let hour = 1; hour <= 48; hour += 1) {
    await company.setTime(new Date(TEST_START.getTime() + hour * HOUR_MS));
    await fireDueRules(ctx);
  }
}

test('30 % of topics that could use a memory do, and the aim is met', async () => {
  await playTopics(0.3);
  expect((await goal('Memory influencing')).state).toBe('met');
});

test('where memories influence one topic in twenty the aim is missed', async () => {
  await playTopics(0.05);
  const { state, measured } = await goal('Memory influencing');
  expect(state).toBe('not_met');
  expect(Number(measured.split(' of ')[1])).toBeGreaterThanOrEqual(20);
});
