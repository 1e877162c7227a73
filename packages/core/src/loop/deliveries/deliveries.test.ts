import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EventDraft, emitEvent } from '../../company/events/index.ts';
import type { Pace } from '../../company/runs/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { addRule } from '../triggers/index.ts';
import { deliverEvent, sweepDeliveries } from './index.ts';

let company: TestCompany;
beforeEach(async () => {
  company = await testCompany();
  await company.ctx.db.triggerRule.deleteMany({});
});
afterEach(() => company.close());

type Draft = Parameters<typeof addRule>[1];

const rule = (changes: Partial<Draft> = {}): Draft => ({
  name: 'watch_failures',
  ruleType: 'reactive',
  triggerEvent: 'mission.failed',
  conditions: {},
  action: { targetAgent: 'intel', task: 'scan', subject: 'company' },
  cooldownMinutes: 0,
  schedule: null,
  enabled: true,
  ...changes,
});

const add = async (draft: Draft) =>
  expect(await addRule(company.ctx, draft, 'test')).toMatchObject({ outcome: 'saved' });

async function happen(changes: Partial<EventDraft> = {}): Promise<string> {
  const event = await inTransaction(company.ctx.db, (tx) =>
    emitEvent(company.ctx, tx, {
      kind: 'mission.failed',
      title: 'A mission failed',
      summary: 'It failed.',
      fields: { step: 'execute_trade', reason: 'no price', missionType: 'entry' },
      ...changes,
    } as EventDraft),
  );
  expect(await company.ctx.db.eventDelivery.count({ where: { eventId: event.id } })).toBe(1);
  return event.id;
}

const deliver = (rowId: string) => deliverEvent(company.ctx, { rowId, nudge: 0 });
const outcomes = async () =>
  (await company.ctx.db.ruleFiring.findMany({ orderBy: { id: 'asc' } })).map(({ outcome }) => outcome);

test('an event fires a rule of a user’s, which leads to its agent’s task', async () => {
  await add(rule({ conditions: { 'fields.step': 'execute_trade' } }));
  expect(await deliver(await happen())).toBe(1);
  expect(await company.ctx.db.step.findFirstOrThrow()).toMatchObject({
    kind: 'agent_task',
    payload: { task: 'scan', agentId: 'intel' },
  });
  expect(await company.ctx.db.triggerRule.findFirstOrThrow()).toMatchObject({ fireCount: 1 });
});

test('a condition that does not hold is written down and does nothing', async () => {
  await add(rule({ conditions: { 'fields.step': 'close_position' } }));
  expect(await deliver(await happen())).toBe(0);
  expect(await outcomes()).toEqual(['no_match']);
  expect(await company.ctx.db.proposal.count()).toBe(0);
});

test('an event delivered twenty times at once is acted on once (I9)', async () => {
  await add(rule());
  const id = await happen();
  const fired = await Promise.all(Array.from({ length: 20 }, () => deliver(id)));
  expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await outcomes()).toEqual(['fired']);
  expect(await company.ctx.db.proposal.count()).toBe(1);
});

test('a delivery that is done again by mistake fires nothing again (I9)', async () => {
  await add(rule());
  const id = await happen();
  await deliver(id);
  await company.ctx.db.eventDelivery.updateMany({ data: { state: 'queued' } });
  expect(await deliver(id)).toBe(0);
  expect(await outcomes()).toEqual(['fired']);
});

test('of fifty events at once under one cooldown exactly one fires; the others are kept as suppressed', async () => {
  await add(rule({ cooldownMinutes: 30 }));
  const ids = [];
  for (let i = 0; i < 50; i += 1) ids.push(await happen());
  await Promise.all(ids.map(deliver));
  const all = await outcomes();
  expect(all.filter((outcome) => outcome === 'fired')).toHaveLength(1);
  expect(all.filter((outcome) => outcome === 'cooldown')).toHaveLength(49);
  expect(await company.ctx.db.proposal.count()).toBe(1);
});

test('a cooldown is over exactly when it says, and each subject has its own', async () => {
  await add(rule({ cooldownMinutes: 30, action: { targetAgent: 'intel', task: 'scan', subject: 'token' } }));
  const [one, other] = await company.ctx.db.instrument.findMany({ take: 2 });
  const start = company.ctx.clock.now().getTime();
  const at = async (minutes: number, instrumentId: string | undefined) => {
    await company.setTime(new Date(start + minutes * MINUTE_MS));
    return deliver(await happen({ instrumentId: instrumentId ?? null }));
  };
  expect(await at(0, one?.id)).toBe(1);
  expect(await at(0, other?.id)).toBe(1);
  expect(await at(29.99, one?.id)).toBe(0);
  expect(await at(30, one?.id)).toBe(1);
});

test('a rule can ask the company’s books', async () => {
  await add(rule({ conditions: { 'portfolio.openPositions': { $gte: 1 } } }));
  await add(rule({ name: 'nothing_held', conditions: { 'portfolio.openPositions': 0, 'portfolio.equityUsd': 1000 } }));
  await deliver(await happen());
  expect(await outcomes()).toEqual(['fired', 'no_match']);
});

test('a rule with a proposal of its own fills it from the event', async () => {
  await add(
    rule({
      action: {
        targetAgent: 'atlas',
        subject: 'company',
        proposal: {
          title: 'Look again: {fields.reason}',
          missionType: 'analysis',
          steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: '{id}' } }],
        },
      },
    }),
  );
  const id = await happen();
  await deliver(id);
  expect(await company.ctx.db.proposal.findFirstOrThrow()).toMatchObject({
    title: 'Look again: no price',
    agentId: 'atlas',
    originKind: 'event',
    originId: id,
    depth: 1,
  });
  expect(await company.ctx.db.step.findFirstOrThrow()).toMatchObject({ payload: { subject: id } });
});

test('a rule whose row cannot be read says so and keeps no other rule from firing', async () => {
  await add(rule());
  await company.ctx.db.triggerRule.create({
    data: { name: 'broken', ruleType: 'reactive', triggerEvent: 'mission.failed', actionConfig: { nonsense: true } },
  });
  await add(rule({ name: 'wild', triggerEvent: 'mission.failed' }));
  await company.ctx.db.triggerRule.update({ where: { name: 'wild' }, data: { conditions: { $where: 'true' } } });
  expect(await deliver(await happen())).toBe(1);
  const rows = await company.ctx.db.ruleFiring.findMany({ include: { rule: true } });
  expect(Object.fromEntries(rows.map((row) => [row.rule.name, row.outcome]))).toEqual({
    broken: 'skipped',
    watch_failures: 'fired',
    wild: 'no_match',
  });
});

test('a chain of events deeper than eight ends at the door', async () => {
  await add(rule());
  await deliver(await happen({ depth: 8 }));
  const proposal = await company.ctx.db.proposal.findFirstOrThrow();
  expect(proposal).toMatchObject({ status: 'rejected', depth: 9 });
  expect(proposal.reasons).toMatchObject([{ check: 'shape' }]);
});

test('a budget that ends in the middle of an event is no failure of the event: the next beat goes on', async () => {
  await add(rule());
  const id = await happen();
  const spent = new AbortController();
  const write: Pace['write'] = (work) =>
    inTransaction(company.ctx.db, async (tx) => {
      const done = await work(tx);
      // The first write takes the event, the second one does not get to its end.
      if (await company.ctx.db.eventDelivery.findFirst({ where: { state: 'running' } })) spent.abort();
      spent.signal.throwIfAborted();
      return done;
    });
  expect(await deliverEvent(company.ctx, { rowId: id, nudge: 0 }, { write, signal: spent.signal })).toBe(0);
  expect(await company.ctx.db.eventDelivery.findFirstOrThrow()).toMatchObject({
    state: 'queued',
    failures: 0,
    nudge: 1,
  });
  expect(await deliverEvent(company.ctx, { rowId: id, nudge: 1 })).toBe(1);
});

test('an event nobody listens to has no delivery', async () => {
  const event = await inTransaction(company.ctx.db, (tx) =>
    emitEvent(company.ctx, tx, { kind: 'clock.ahead', title: '', summary: '', fields: { seconds: 1 } }),
  );
  expect(await company.ctx.db.eventDelivery.count({ where: { eventId: event.id } })).toBe(0);
});

test('a delivery whose workers die of it again and again is given up', async () => {
  await add(rule());
  await happen();
  await company.ctx.db.eventDelivery.updateMany({ data: { state: 'running', failures: 9, leaseUntil: new Date(0) } });
  expect(await sweepDeliveries(company.ctx, 0)).toBe(0);
  expect(await company.ctx.db.eventDelivery.findFirstOrThrow()).toMatchObject({ state: 'failed' });
});
