import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { markWatched, readWorld } from '../../kernel/world/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { moveOn, readUnfinished } from './store.ts';

const FENCE = 7;
const later = (minutes: number) => new Date(TEST_START.getTime() + minutes * MINUTE_MS);
let company: TestCompany;
beforeEach(async () => {
  company = await testCompany();
  await company.ctx.db.$executeRaw`UPDATE ops_company SET calendar_fence = ${FENCE}`;
  await company.ctx.db.triggerRule.updateMany({ data: { nextDueAt: later(30) } });
  await markWatched(company.ctx.db, TEST_START);
});
afterEach(() => company?.close());

const move = (changes: object = {}) =>
  moveOn(company.ctx.db, { now: TEST_START, barClose: later(5), endsAt: later(60), fence: FENCE, ...changes });
const stands = async () => (await readWorld(company.ctx.db))?.world.anchorCompany;

test('where nothing is left company time moves to the next bar, and stands there', async () => {
  const { moved, ...left } = await move();
  expect(moved?.world).toMatchObject({ anchorCompany: later(5), horizon: later(5) });
  expect(await stands()).toEqual(later(5));
  expect(left).toEqual(await readUnfinished(company.ctx.db, TEST_START));
});

test('a rule that is due before the bar closes comes first', async () => {
  await company.ctx.db.triggerRule.create({
    data: {
      name: 'soon',
      ruleType: 'proactive',
      nextDueAt: later(2),
      actionConfig: {},
      schedule: { everyMinutes: 30 },
    },
  });
  expect((await move()).moved?.world.anchorCompany).toEqual(later(2));
});

test.each([
  ['the prices of this instant have not been watched', { now: later(1) }],
  ['the recording ends before the next bar', { endsAt: later(4) }],
  ['nothing comes before the recording ends', { barClose: null, endsAt: later(20) }],
  ['another process moves company time', { fence: FENCE + 1 }],
])('company time stays where it is when %s', async (_, changes) => {
  expect((await move(changes)).moved).toBeNull();
  expect(await stands()).toEqual(TEST_START);
});

test('company time stays where it is while an event has not been delivered', async () => {
  const { db } = company.ctx;
  const { id } = await db.event.create({
    data: {
      ...{ id: newId(), agentId: 'sage', kind: 'risk.warning', title: 'x', summary: 'x' },
      occurredAt: TEST_START,
    },
  });
  await db.eventDelivery.create({ data: { eventId: id, consumer: 'rules' } });
  expect(await move()).toMatchObject({ deliveries: 1, moved: null });
  expect(await stands()).toEqual(TEST_START);
});
