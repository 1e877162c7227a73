import { submitProposal } from '@atc/core/loop/proposals';
import { claimStep, failAttempt, MAX_FAILURES } from '@atc/core/loop/steps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

/** A task whose handler has thrown again and again. */
async function poisonedStep(name: string): Promise<string> {
  const { ctx } = api.company;
  await ctx.db.circuitBreaker.deleteMany();
  const { missionId } = await submitProposal(ctx, {
    agentId: 'intel',
    title: name,
    missionType: 'analysis',
    steps: [
      { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: name } },
      { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: `${name} again` } },
    ],
    origin: { kind: 'operator', id: 'test' },
    dedupeKey: `dead:${name}`,
  });
  const step = await ctx.db.step.findFirstOrThrow({ where: { missionId: missionId ?? '', seq: 1 } });
  await ctx.db.step.update({ where: { id: step.id }, data: { failures: MAX_FAILURES - 1 } });
  const claim = await claimStep(ctx, { id: step.id, nudge: step.nudge, worker: 'test' });
  if (claim.kind !== 'claimed') throw new Error('not claimed');
  await failAttempt(ctx, claim.step, 'the moon was full');
  return step.id;
}

const steps = (missionId: string) =>
  api.company.ctx.db.step.findMany({ where: { missionId }, orderBy: { seq: 'asc' } });

test('poison work is listed, newest first, and pages', async () => {
  const ids = [await poisonedStep('one'), await poisonedStep('two'), await poisonedStep('three')];
  const { body } = await api.ask('GET /api/dead-letters?limit=2', { key: api.keys.viewer });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
  expect(body.items[0]).toMatchObject({ type: 'step', kind: 'agent_task', title: 'three' });
  expect(body.items[0].error).toContain('the moon was full');
  const rest = await api.ask(`GET /api/dead-letters?limit=2&cursor=${body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ id: ids[0] }], nextCursor: null });
});

test('a retry gives the step back under a new nudge and is told; asked again it does nothing', async () => {
  const id = await poisonedStep('four');
  const { db } = api.company.ctx;
  const dead = await db.step.findUniqueOrThrow({ where: { id } });
  expect((await steps(dead.missionId)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(await api.ask(`POST /api/dead-letters/${id}/retry`)).toMatchObject({ status: 200, body: { retried: true } });
  expect(await api.ask(`POST /api/dead-letters/${id}/retry`)).toMatchObject({ status: 200, body: { retried: false } });
  expect(await steps(dead.missionId)).toMatchObject([
    { status: 'queued', nudge: dead.nudge + 1, failures: 0, deadLetter: false, reason: null },
    { status: 'queued', readyAt: null, reason: null },
  ]);
  expect(await db.mission.findUnique({ where: { id: dead.missionId } })).toMatchObject({
    status: 'running',
    endedAt: null,
  });
  const told = await db.event.findMany({ where: { kind: 'step.retried', missionId: dead.missionId } });
  expect(told).toMatchObject([{ agentId: 'observer', fields: { by: 'operator:anna' } }]);
});

test('an event on which the rules failed again and again is one too', async () => {
  const { db } = api.company.ctx;
  const event = await db.event.findFirstOrThrow();
  await db.eventDelivery.upsert({
    where: { eventId_consumer: { eventId: event.id, consumer: 'rules' } },
    create: { eventId: event.id, consumer: 'rules', state: 'failed', failures: 5, lastError: 'a rule broke' },
    update: { state: 'failed', failures: 5, lastError: 'a rule broke' },
  });
  const { body } = await api.ask('GET /api/dead-letters');
  expect(body.items).toContainEqual(expect.objectContaining({ id: event.id, type: 'event', error: 'a rule broke' }));
  expect((await api.ask(`POST /api/dead-letters/${event.id}/retry`)).body.retried).toBe(true);
  expect(await db.eventDelivery.findFirst({ where: { eventId: event.id } })).toMatchObject({
    state: 'queued',
    failures: 0,
  });
});

test('a message that nobody took is a dead letter too', async () => {
  const { db } = api.company.ctx;
  const { id } = await db.notification.create({
    data: {
      channel: 'webhook',
      template: 'alert',
      body: { title: 'SAGE locked BONK' },
      state: 'dead',
      attempts: 10,
      lastError: 'no route',
    },
  });
  const { body } = await api.ask('GET /api/dead-letters');
  expect(body.items).toContainEqual(
    expect.objectContaining({ id, type: 'notification', kind: 'alert', title: 'SAGE locked BONK', error: 'no route' }),
  );
  expect((await api.ask(`POST /api/dead-letters/${id}/retry`)).body.retried).toBe(true);
  expect((await api.ask(`POST /api/dead-letters/${id}/retry`)).body.retried).toBe(false);
  expect(await db.notification.findUnique({ where: { id } })).toMatchObject({ state: 'pending', attempts: 0 });
});

test('a reaction and an initiative that were given up are dead letters too', async () => {
  const { db } = api.company.ctx;
  const event = await db.event.findFirstOrThrow();
  const at = new Date();
  const about = { sourceAgent: 'sage', targetAgent: 'atlas', triggerEventId: event.id } as const;
  const reaction = await db.reaction.create({
    data: { ...about, reactionType: 'review', status: 'skipped', failures: 5, outcome: 'failed: no', queuedAt: at },
  });
  const chance = await db.reaction.create({
    data: { ...about, reactionType: 'alert', status: 'skipped', outcome: 'chance', queuedAt: at },
  });
  const initiative = await db.initiative.create({
    data: { agentId: 'growth', state: 'failed', naturalKey: 'dead', attempt: 3, outcome: 'it died', queuedAt: at },
  });
  const { items } = (await api.ask('GET /api/dead-letters')).body;
  expect(items).toContainEqual(expect.objectContaining({ id: reaction.id, type: 'reaction', error: 'failed: no' }));
  expect(items).toContainEqual(expect.objectContaining({ id: initiative.id, type: 'initiative', error: 'it died' }));
  expect(items).not.toContainEqual(expect.objectContaining({ id: chance.id }));
  const retry = async (id: string) => (await api.ask(`POST /api/dead-letters/${id}/retry`)).body.retried;
  for (const { id } of [reaction, initiative]) expect([await retry(id), await retry(id)]).toEqual([true, false]);
  expect(await retry(chance.id)).toBe(false);
  expect(await db.reaction.findUnique({ where: { id: reaction.id } })).toMatchObject({ status: 'queued', failures: 0 });
  expect(await db.initiative.findUnique({ where: { id: initiative.id } })).toMatchObject({ state: 'queued', nudge: 1 });
});

test('what never was a dead letter is not found, and only an operator may', async () => {
  const nobody = '00000000-0000-7000-8000-000000000000';
  expect((await api.ask(`POST /api/dead-letters/${nobody}/retry`)).status).toBe(404);
  expect((await api.ask(`POST /api/dead-letters/${nobody}/retry`, { key: api.keys.viewer })).status).toBe(403);
});
