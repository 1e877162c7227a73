import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emitEvent } from '../../company/events/index.ts';
import { announceThrough, type BaseDb, inTransaction, openDb } from '../../kernel/db/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { addRule } from '../triggers/index.ts';
import { sweepDeliveries } from './index.ts';

let company: TestCompany;
/** The client of a process that shares the company's database. */
let other: BaseDb;

beforeAll(async () => {
  company = await testCompany({ workers: 0 });
  other = openDb(company.databaseUrl, { connections: 2 });
  await addRule(company.ctx, LISTENS, 'test');
});
beforeEach(() => company.ctx.db.$executeRaw`TRUNCATE ops_agent_events CASCADE`);
afterAll(async () => {
  await other.$disconnect();
  await company.close();
});

const LISTENS: Parameters<typeof addRule>[1] = {
  name: 'listens',
  ruleType: 'reactive',
  triggerEvent: 'mission.failed',
  conditions: {},
  action: { targetAgent: 'intel', task: 'scan', subject: 'company' },
  cooldownMinutes: 0,
  schedule: null,
  enabled: true,
};

const fail = (db: BaseDb, end: () => void = () => undefined) =>
  inTransaction(db, async (tx) => {
    const { id } = await emitEvent(company.ctx, tx, {
      kind: 'mission.failed',
      title: 'A mission failed',
      summary: 'It failed.',
      fields: { step: 'execute_trade', reason: 'no price', missionType: 'entry' },
    });
    lastId = id;
    end();
    return id;
  });
let lastId = '';

/** What the queue has of a delivery, as it stands. */
async function jobOf(rowId: string) {
  const delivery = await company.ctx.db.eventDelivery.findFirst({ where: { eventId: rowId } });
  const [presence] = await company.ctx.queues.presence('events', [{ rowId, nudge: delivery?.nudge ?? 0 }]);
  return presence;
}

test('an event that a rule listens to has its job as soon as its transaction is over', async () => {
  expect(await jobOf(await fail(company.ctx.db))).toBe('waiting');
  expect(await jobOf(await fail(company.ctx.controlDb))).toBe('waiting');
  expect(await jobOf(await fail(company.ctx.beatDb))).toBe('waiting');
});

test('an event whose transaction is rolled back has no job', async () => {
  const failing = fail(company.ctx.db, () => {
    throw new Error('after the event');
  });
  await expect(failing).rejects.toThrow('after the event');
  expect(await jobOf(lastId)).toBe('absent');
});

test('of a process that dies between commit and announcement the sweep finds the event', async () => {
  const id = await fail(other);
  expect(await jobOf(id)).toBe('absent');
  expect(await sweepDeliveries(company.ctx, 0)).toBe(1);
  expect(await jobOf(id)).toBe('waiting');
});

test('a queue store that fails does not fail what was committed, and the sweep adds the job', async () => {
  announceThrough(other, () => Promise.reject(new Error('the store is down')));
  const id = await fail(other);
  expect(await company.ctx.db.event.count({ where: { id } })).toBe(1);
  expect(await sweepDeliveries(company.ctx, 0)).toBe(1);
  expect(await jobOf(id)).toBe('waiting');
});
