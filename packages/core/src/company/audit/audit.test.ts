import { onDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type BaseDb, inTransaction, openDb, Prisma } from '../../kernel/db/index.ts';
import { testCompany } from '../../testing/index.ts';
import { emitEvent } from '../events/index.ts';
import { sealRecords, verifySeals } from './index.ts';

type Company = Awaited<ReturnType<typeof testCompany>>;
let company: Company;
let superuser: BaseDb;

beforeAll(async () => {
  company = await testCompany();
  const { pathname } = new URL(company.databaseUrl);
  superuser = openDb(onDatabase(testServers().adminUrl, pathname.slice(1)), { connections: 1 });
  for (let n = 1; n <= 5; n += 1) await tell(`event ${n}`);
  await vi.waitFor(async () => expect(await sealAll()).toBe(5), 30_000);
  await company.ctx.db.$executeRaw`CREATE TABLE kept_events AS TABLE ops_agent_events`;
  await company.ctx.db.$executeRaw`CREATE TABLE kept_seals AS TABLE ops_audit_seals`;
});
afterAll(async () => {
  await superuser.$disconnect();
  await company.close();
});

// As the server's superuser could, past the triggers that refuse it.
const force = (...statements: string[]) =>
  inTransaction(superuser, async (tx) => {
    for (const statement of ['SET LOCAL session_replication_role = replica', ...statements])
      await tx.$executeRaw(Prisma.raw(statement));
  });
beforeEach(() =>
  force(
    'DELETE FROM ops_agent_events',
    'INSERT INTO ops_agent_events SELECT * FROM kept_events',
    'DELETE FROM ops_audit_seals',
    'INSERT INTO ops_audit_seals SELECT * FROM kept_seals',
  ),
);

const failure = (title: string) => ({
  kind: 'mission.failed' as const,
  title,
  summary: 'it says so',
  fields: { step: 'execute_trade', reason: 'no price', missionType: 'entry' },
});

const tell = (title: string) => inTransaction(company.ctx.db, (tx) => emitEvent(company.ctx, tx, failure(title)));
const eventSeals = () => company.ctx.db.auditSeal.count({ where: { kind: 'event' } });
const sealAll = async () => {
  await sealRecords(company.ctx);
  return eventSeals();
};
const faultOf = async (head: string | null = null) => (await verifySeals(company.ctx.db, head)).fault;
const third = `(SELECT id FROM kept_events WHERE title = 'event 3')`;

test('what nobody touched is whole', async () => {
  const { links, head, fault } = await verifySeals(company.ctx.db, null);
  expect(fault).toBeNull();
  expect(links).toBe(await company.ctx.db.auditSeal.count());
  expect(await faultOf(head.hash)).toBeNull();
});

test('an altered record is named with what it was', async () => {
  await force(`UPDATE ops_agent_events SET summary = 'all is well' WHERE id >= ${third}`);
  expect(await faultOf()).toMatchObject({
    fault: 'altered',
    kind: 'event',
    sealed: { title: 'event 3', summary: 'it says so' },
    now: { summary: 'all is well' },
  });
});

test('a list that only grew is altered too', async () => {
  await force(`UPDATE ops_agent_events SET tags = tags || 'innocent'::text WHERE id = ${third}`);
  expect(await faultOf()).toMatchObject({ fault: 'altered', sealed: { tags: ['mission', 'failed'] } });
});

test('a deleted record is missing', async () => {
  await force(`DELETE FROM ops_agent_events WHERE id = ${third}`);
  expect(await faultOf()).toMatchObject({ fault: 'missing', sealed: { title: 'event 3' } });
});

test('a record with its seal made to fit breaks the chain there', async () => {
  await force(
    `UPDATE ops_agent_events SET title = 'event 9' WHERE id = ${third}`,
    `
      UPDATE ops_audit_seals SET canonical = convert_to(replace(convert_from(canonical, 'UTF8'), 'event 3', 'event 9'),
        'UTF8') WHERE row_id = ${third}::text`,
  );
  expect(await faultOf()).toMatchObject({ fault: 'broken', kind: 'event' });
});

test('a seal taken out of the middle breaks the chain after it', async () => {
  await force(`DELETE FROM ops_audit_seals WHERE row_id = ${third}::text`);
  expect(await faultOf()).toMatchObject({ fault: 'broken' });
});

test('a record slipped in among old ones has no seal', async () => {
  await force(
    `
      INSERT INTO ops_agent_events SELECT (json_populate_record(e, json_build_object('id', gen_random_uuid()))).*
        FROM kept_events e WHERE id = ${third}`,
  );
  expect(await faultOf()).toMatchObject({ fault: 'slipped_in', kind: 'event' });
});

test('an end that was cut off with its records shows against a head that was printed before', async () => {
  const { head } = await verifySeals(company.ctx.db, null);
  const last = `(SELECT row_id FROM kept_seals ORDER BY seq DESC LIMIT 1)`;
  await force(
    `DELETE FROM ops_agent_events WHERE id::text = ${last}`,
    `DELETE FROM ops_audit_seals WHERE row_id = ${last}`,
  );
  expect(await faultOf()).toBeNull();
  expect(await faultOf(head.hash)).toEqual({ fault: 'cut', hash: head.hash });
});

test('sealers at the same time make one chain, with every record once', async () => {
  for (let n = 6; n <= 60; n += 1) await tell(`event ${n}`);
  const sealing = async () => {
    await Promise.all(Array.from({ length: 6 }, () => sealRecords(company.ctx)));
    return eventSeals();
  };
  await expect.poll(sealing).toBe(60);
  expect(await faultOf()).toBeNull();
});

test('a record whose transaction commits late is sealed all the same', async () => {
  const { db } = company.ctx;
  const before = await eventSeals();
  await inTransaction(db, async (tx) => {
    await emitEvent(company.ctx, tx, failure('late'));
    await tell('early');
    await sealRecords(company.ctx);
  });
  await expect.poll(sealAll).toBe(before + 2);
  expect(await faultOf()).toBeNull();
});

test('the database itself refuses to change a seal', async () => {
  await expect(company.ctx.db.auditSeal.deleteMany()).rejects.toThrow(/never changed/);
});
