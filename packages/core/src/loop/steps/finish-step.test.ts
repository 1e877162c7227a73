import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { submitProposal } from '../proposals/index.ts';
import { claimStep, finishStep, type StepEnd } from './index.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

const scan = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } } as const;
const done: StepEnd = { kind: 'succeeded', result: { done: true } };
const AT = new Date('2025-02-03T15:00:00Z');

/** A mission of so many steps, the first one ready. */
async function mission(title: string, steps: number): Promise<string> {
  const { missionId } = await submitProposal(company.ctx, {
    agentId: 'intel',
    title,
    missionType: 'analysis',
    steps: Array.from({ length: steps }, () => scan),
    origin: { kind: 'operator', id: 'test' },
    dedupeKey: title,
  });
  return missionId ?? '';
}

const stepsOf = (missionId: string) =>
  company.ctx.db.step.findMany({ where: { missionId }, orderBy: { seq: 'asc' }, include: { mission: true } });

async function end(missionId: string, seq: number, how: StepEnd = done) {
  const step = (await stepsOf(missionId)).find((row) => row.seq === seq);
  const claim = await claimStep(company.ctx, { id: step?.id ?? '', nudge: step?.nudge ?? 0, worker: 'test' });
  if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
  await finishStep(company.ctx, claim, how);
  return claim;
}

const standing = async (missionId: string) => {
  const steps = await stepsOf(missionId);
  return { mission: steps[0]?.mission.status, steps: steps.map(({ status }) => status) };
};

test('a step that succeeds makes the next one ready, and the mission goes on', async () => {
  const id = await mission('two steps', 2);
  await end(id, 1);
  expect(await standing(id)).toEqual({ mission: 'running', steps: ['succeeded', 'queued'] });
  expect((await stepsOf(id))[1]?.readyAt).toBeInstanceOf(Date);
});

test('the last of its steps to succeed ends the mission (I7)', async () => {
  const id = await mission('all of two', 2);
  await end(id, 1);
  await end(id, 2);
  expect(await standing(id)).toEqual({ mission: 'succeeded', steps: ['succeeded', 'succeeded'] });
  expect((await stepsOf(id))[0]?.mission.endedAt).toBeInstanceOf(Date);
});

test('a step that succeeds after another failed does not make its mission succeed (I7)', async () => {
  const id = await mission('one of two', 2);
  const [, second] = await stepsOf(id);
  await company.ctx.db.step.update({ where: { id: second?.id ?? '' }, data: { status: 'failed', finishedAt: AT } });
  await end(id, 1);
  expect(await standing(id)).toEqual({ mission: 'failed', steps: ['succeeded', 'failed'] });
});

test('what a step saves is there with its end, or neither is', async () => {
  const id = await mission('saves', 1);
  const failing = end(id, 1, {
    ...done,
    save: async () => {
      throw new Error('not saved');
    },
  });
  await expect(failing).rejects.toThrow('not saved');
  expect(await standing(id)).toEqual({ mission: 'running', steps: ['running'] });
});
