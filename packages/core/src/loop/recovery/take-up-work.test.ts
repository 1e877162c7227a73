import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBeats } from '../../company/runs/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { sweepDeliveries } from '../deliveries/index.ts';
import { submitProposal } from '../proposals/index.ts';
import { claimStep, sweepSteps } from '../steps/index.ts';
import { takeUpWork } from './index.ts';

let company: TestCompany;
let made = 0;

beforeAll(async () => {
  company = await testCompany({ alone: true, workers: 0 });
  await openBeats(company.ctx.db, company.ctx.clock.now());
});
afterAll(() => company?.close());
beforeEach(async () => {
  const { db } = company.ctx;
  await db.$executeRaw`TRUNCATE ops_trading_proposals, ops_agent_events, ops_rule_firings CASCADE`;
  await db.beat.update({ where: { id: 1 }, data: { holder: null, leaseUntil: null } });
});

const SOON = 300;
const soon = () => new Date(Date.now() + SOON);

/** A step that is ready; its row. */
async function makeStep() {
  const { ctx } = company;
  made += 1;
  const { missionId } = await submitProposal(ctx, {
    ...{ agentId: 'intel', title: `task ${made}`, missionType: 'analysis', dedupeKey: `task:${made}` },
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: `${made}` } }],
    origin: { kind: 'operator', id: 'test' },
  });
  return ctx.db.step.findFirstOrThrow({ where: { missionId: missionId ?? '' } });
}

/** An event that the rules have not looked at. */
async function makeEvent(data: object = {}): Promise<string> {
  const { ctx } = company;
  const { id } = await ctx.db.event.create({
    data: {
      ...{ agentId: 'observer', kind: 'mission.failed', title: 'failed', summary: 'failed' },
      ...{ occurredAt: ctx.clock.now(), fields: {} },
    },
  });
  await ctx.db.eventDelivery.create({ data: { eventId: id, consumer: 'rules', nudgedAt: new Date(), ...data } });
  return id;
}

async function sweep(): Promise<void> {
  await sweepSteps(company.ctx, 60_000);
  await sweepDeliveries(company.ctx, 60_000);
}

/** The queue and the row of each job, but for those of the instant under way. */
const takenUp = async () =>
  (await takeUpWork(company.ctx, sweep))
    .filter(({ rowId }) => !rowId.startsWith('resumed'))
    .map((job) => [job.queue, job.rowId]);
const underWay = async () =>
  (await takeUpWork(company.ctx, sweep)).filter(({ rowId }) => rowId.startsWith('resumed')).map(({ queue }) => queue);

test('what was ready is done in the order in which it became ready', async () => {
  const [first, event, second] = [await makeStep(), await makeEvent(), await makeStep()];
  expect(await takenUp()).toEqual([
    ['agent_task', first.id],
    ['events', event],
    ['agent_task', second.id],
  ]);
});

test('of one commit work comes before the events that tell of it', async () => {
  const step = await makeStep();
  const event = await makeEvent();
  await company.ctx.db.$executeRaw`
    WITH e AS (UPDATE ops_event_deliveries SET nudge = nudge + 1) UPDATE ops_mission_steps SET nudge = nudge + 1`;
  expect(await takenUp()).toEqual([
    ['agent_task', step.id],
    ['events', event],
  ]);
});

test('what a dead worker held is done first, once nobody holds it, under the number that it has then', async () => {
  const { ctx } = company;
  await makeStep();
  const held = await makeStep();
  await claimStep(ctx, { id: held.id, nudge: held.nudge, worker: 'dead' });
  await ctx.db.step.update({ where: { id: held.id }, data: { leaseUntil: soon() } });
  const [first, ...rest] = (await takeUpWork(ctx, sweep)).filter(({ queue }) => queue === 'agent_task');
  const { status, nudge } = await ctx.db.step.findUniqueOrThrow({ where: { id: held.id } });
  expect(status).toBe('queued');
  expect(nudge).toBeGreaterThan(held.nudge);
  expect(first).toMatchObject({ rowId: held.id, nudge });
  expect(rest).toHaveLength(1);
});

test('work that is to be tried again later says when', async () => {
  const step = await makeStep();
  await company.ctx.db.step.update({ where: { id: step.id }, data: { notBefore: new Date(Date.now() + 60_000) } });
  const job = (await takeUpWork(company.ctx, sweep)).find(({ rowId }) => rowId === step.id);
  expect(job?.delayMs).toBeGreaterThan(30_000);
});

test('the instant under way is played again from the watch, up to where it had come', async () => {
  const { db, clock } = company.ctx;
  expect(await underWay()).toEqual(['price_watch']);
  const rule = await db.triggerRule.findFirstOrThrow();
  await db.ruleFiring.create({
    data: { ruleId: rule.id, dueAt: clock.now(), subject: 'company', outcome: 'no_match', firedAt: clock.now() },
  });
  expect(await underWay()).toEqual(['price_watch', 'proactive']);
});

test('a beat that was taken is waited for until nobody can hold it, and taken again', async () => {
  const until = soon();
  await company.ctx.db.beat.update({ where: { id: 1 }, data: { holder: 'dead', leaseUntil: until } });
  expect(await underWay()).toEqual(['price_watch', 'proactive', 'heartbeat']);
  expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
});
