import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { findBreaker, resetBreaker } from '../breakers/index.ts';
import { submitProposal } from '../proposals/index.ts';
import { claimStep, failAttempt, finishStep } from './index.ts';

const KEY = 'agent_task:company';
let company: TestCompany;

beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

let count = 0;

/** A fresh step that an agent's task waits in. */
async function readyStep() {
  count += 1;
  const { missionId } = await submitProposal(company.ctx, {
    agentId: 'intel',
    title: `task ${count}`,
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } }],
    origin: { kind: 'operator', id: 'test' },
    dedupeKey: `breaker:${count}`,
  });
  return company.ctx.db.step.findFirstOrThrow({ where: { missionId: missionId ?? '' } });
}

const claim = ({ id, nudge }: { readonly id: string; readonly nudge: number }) =>
  claimStep(company.ctx, { id, nudge, worker: 'test' });

async function failOnce() {
  const claimed = await claim(await readyStep());
  if (claimed.kind !== 'claimed') throw new Error(`not claimed: ${claimed.kind}`);
  await failAttempt(company.ctx, claimed.step, 'the venue burned down');
}

const coolDownOver = () =>
  company.ctx.db.circuitBreaker.update({ where: { key: KEY }, data: { openedUntil: new Date(0) } });

test('the third failure in a row opens the breaker, and OBSERVER says so', async () => {
  await failOnce();
  await failOnce();
  expect(await findBreaker(company.ctx.db, KEY)).toMatchObject({ state: 'closed', failures: 2 });
  await failOnce();
  expect(await findBreaker(company.ctx.db, KEY)).toMatchObject({ state: 'open', failures: 3 });
  const told = await company.ctx.db.event.findFirstOrThrow({ where: { kind: 'breaker.opened' } });
  expect(told).toMatchObject({ agentId: 'observer', tags: ['error', 'rule_violation'] });
});

test('while it is open a claim is refused and its row waits under a new nudge', async () => {
  const step = await readyStep();
  expect(await claim(step)).toMatchObject({ kind: 'refused' });
  const after = await company.ctx.db.step.findUniqueOrThrow({ where: { id: step.id } });
  expect(after).toMatchObject({ status: 'queued', nudge: step.nudge + 1 });
  expect(after.notBefore.getTime()).toBeGreaterThan(Date.now());
});

test('after the cool-down exactly one of many claims is the probe; its success closes the breaker', async () => {
  await coolDownOver();
  const steps = await Promise.all(Array.from({ length: 20 }, readyStep));
  const claims = await Promise.all(steps.map(claim));
  const probes = claims.filter((answer) => answer.kind === 'claimed');
  expect(probes).toHaveLength(1);
  const [probe] = probes;
  if (probe?.kind !== 'claimed') throw new Error('no probe');
  expect(probe.probe).toBe(true);
  await finishStep(company.ctx, probe, { kind: 'succeeded', result: { done: true } });
  expect(await findBreaker(company.ctx.db, KEY)).toMatchObject({ state: 'closed', failures: 0 });
});

test('a success in between ends a row of failures', async () => {
  await failOnce();
  await failOnce();
  const claimed = await claim(await readyStep());
  if (claimed.kind !== 'claimed') throw new Error('not claimed');
  await finishStep(company.ctx, claimed, { kind: 'succeeded', result: { done: true } });
  await failOnce();
  expect(await findBreaker(company.ctx.db, KEY)).toMatchObject({ state: 'closed', failures: 1 });
});

test('a refusal by the business is no failure', async () => {
  const before = await findBreaker(company.ctx.db, KEY);
  const claimed = await claim(await readyStep());
  if (claimed.kind !== 'claimed') throw new Error('not claimed');
  await finishStep(company.ctx, claimed, { kind: 'failed', reason: 'nothing to do' });
  expect((await findBreaker(company.ctx.db, KEY))?.failures).toBe(before?.failures);
});

test('an operator closes it at once; one that never failed is not found', async () => {
  await failOnce();
  await failOnce();
  const reset = await inTransaction(company.ctx.db, (tx) =>
    resetBreaker(company.ctx, tx, { key: KEY, by: 'operator:anna' }),
  );
  expect(reset).toMatchObject({ outcome: 'reset', was: 'open' });
  expect(await findBreaker(company.ctx.db, KEY)).toMatchObject({ state: 'closed', failures: 0 });
  expect(
    await inTransaction(company.ctx.db, (tx) =>
      resetBreaker(company.ctx, tx, { key: 'scale_position:paper', by: 'x' }),
    ),
  ).toEqual({ outcome: 'not_found' });
});

test('the fifth failure of one step makes it a dead letter and fails its mission', async () => {
  const step = await readyStep();
  for (let failure = 1; failure <= 5; failure += 1) {
    await company.ctx.db.circuitBreaker.updateMany({ data: { state: 'closed', failures: 0 } });
    await company.ctx.db.step.update({ where: { id: step.id }, data: { notBefore: new Date(0) } });
    const claimed = await claim(await company.ctx.db.step.findUniqueOrThrow({ where: { id: step.id } }));
    if (claimed.kind !== 'claimed') throw new Error(`failure ${failure}: ${claimed.kind}`);
    await failAttempt(company.ctx, claimed.step, 'again');
  }
  const dead = await company.ctx.db.step.findUniqueOrThrow({ where: { id: step.id }, include: { mission: true } });
  expect(dead).toMatchObject({ status: 'failed', deadLetter: true, mission: { status: 'failed' } });
});

test('a worker that lost its lease changes nothing (I6)', async () => {
  await company.ctx.db.circuitBreaker.updateMany({ data: { state: 'closed', failures: 0 } });
  const step = await readyStep();
  const first = await claim(step);
  if (first.kind !== 'claimed') throw new Error('not claimed');
  await company.ctx.db.step.update({ where: { id: step.id }, data: { status: 'queued', nudge: step.nudge + 1 } });
  const second = await claim({ id: step.id, nudge: step.nudge + 1 });
  expect(second).toMatchObject({ kind: 'claimed', step: { attempt: first.step.attempt + 1 } });
  await finishStep(company.ctx, first, { kind: 'succeeded', result: { by: 'the dead' } });
  expect(await company.ctx.db.step.findUniqueOrThrow({ where: { id: step.id } })).toMatchObject({
    status: 'running',
    result: null,
  });
});
