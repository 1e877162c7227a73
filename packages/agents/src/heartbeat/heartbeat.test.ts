import { BEAT_EVERY_MS, type Budgeted, nextBeatAt, openBeats } from '@atc/core/company/runs';
import { HOUR_MS } from '@atc/core/kernel/time';
import { testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Operation, operations, runHeartbeat } from './index.ts';

type Company = Awaited<ReturnType<typeof testCompany>>;
let company: Company;

beforeAll(async () => {
  company = await testCompany();
  await openBeats(company.ctx.db, company.ctx.clock.now());
});
afterAll(() => company.close());

const DONE = { cursor: null, result: {} };
const row = () => company.ctx.db.beat.findUniqueOrThrow({ where: { id: 1 } });
const change = (data: object) => company.ctx.db.beat.update({ where: { id: 1 }, data });
const runsOf = (beat: number) => company.ctx.db.actionRun.findMany({ where: { beat }, orderBy: { id: 'asc' } });
const beat = (plan?: readonly Operation[]) => runHeartbeat(company.ctx, { holder: 'test', early: true }, plan);
const whenDue = () => runHeartbeat(company.ctx, { holder: 'test' });

/** An operation of a test's own. */
const operation = (name: string, run: (beat: Budgeted) => Promise<unknown>, budgetMs = 15_000): Operation => ({
  name,
  budgetMs,
  idle: {},
  run: async (_ctx, budget) => ({ ...DONE, ...((await run(budget)) as object) }),
});

test('a beat does its operations in order, each with a row of its own, and plans the next', async () => {
  const { ctx } = company;
  // With time enough on a busy machine: this is about their order.
  const unhurried = operations.map((one) => ({ ...one, budgetMs: 20_000 }));
  const report = await runHeartbeat(ctx, { holder: 'test' }, unhurried);
  const names = operations.map(({ name }) => [name, 'succeeded']);
  expect(report?.operations.map((done) => [done.operation, done.status])).toEqual(names);
  expect((await runsOf(report?.beat ?? 0)).map((run) => [run.actionType, run.status])).toEqual(names);
  const now = ctx.clock.now();
  expect(await row()).toMatchObject({ holder: null, lastBeatAt: now, nextDueAt: nextBeatAt(now) });
});

test('until the next is due nobody beats, unless asked to', async () => {
  expect(await whenDue()).toBeNull();
  expect(await beat()).toMatchObject({ beat: 2 });
  await company.setTime(nextBeatAt(company.ctx.clock.now()));
  expect(await whenDue()).toMatchObject({ beat: 3 });
});

test('of many processes that beat at once one does', async () => {
  await company.setTime(nextBeatAt(company.ctx.clock.now()));
  const reports = await Promise.all(Array.from({ length: 12 }, whenDue));
  expect(reports.filter((report) => report !== null)).toHaveLength(1);
});

test('an operation that throws keeps no other from running, and its row says why', async () => {
  const report = await beat([
    operation('broken', () => Promise.reject(new Error('the cat ate it'))),
    operation('sound', async () => ({ result: { eaten: 0 } })),
  ]);
  expect(await runsOf(report?.beat ?? 0)).toMatchObject([
    { actionType: 'broken', status: 'failed', errors: ['the cat ate it'] },
    { actionType: 'sound', status: 'succeeded', details: { eaten: 0 }, errors: [] },
  ]);
});

test('what a budget leaves undone the next beat goes on with, from the cursor', async () => {
  const plan = [
    operation(
      'counting',
      async ({ cursor, signal, write }) => {
        let at = Number(cursor ?? 0);
        while (!signal.aborted && at < 1e9) at = await write(async () => at + 1);
        return { cursor: String(at), result: { from: cursor } };
      },
      2000,
    ),
  ];
  const [first, second] = [await beat(plan), await beat(plan)];
  const [before, after] = [first?.operations[0], second?.operations[0]];
  expect(before).toMatchObject({ status: 'succeeded', result: { from: null } });
  expect(Number(before?.cursor)).toBeGreaterThan(0);
  expect(after?.result).toEqual({ from: before?.cursor });
  expect(Number(after?.cursor)).toBeGreaterThan(Number(before?.cursor));
});

test('an operation that fails keeps its cursor', async () => {
  const fail = operation('counting', () => Promise.reject(new Error('no')));
  const { cursors } = await row();
  await beat([fail]);
  expect((await row()).cursors).toEqual(cursors);
});

test('an operation that does not look at its budget is left behind, and writes nothing more', async () => {
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<unknown>();
  const deaf = operation(
    'deaf',
    async ({ write }) => {
      await late.promise;
      write(() => Promise.resolve()).then(() => written.resolve('written'), written.resolve);
    },
    50,
  );
  const report = await beat([deaf, operation('next', async () => ({}))]);
  expect(report?.operations).toMatchObject([
    { operation: 'deaf', status: 'failed', errors: ['it took longer than its 50 ms'] },
    { operation: 'next', status: 'succeeded' },
  ]);
  late.resolve();
  expect(await written.promise).toMatchObject({ code: 'budget_spent' });
});

test('a statement ends with the budget of its operation', async () => {
  const slow = operation('slow', ({ write }) => write((tx) => tx.$queryRaw`SELECT pg_sleep(30)::text`), 200);
  const report = await beat([slow, operation('next', async () => ({}))]);
  const [first, second] = report?.operations ?? [];
  expect(first).toMatchObject({ status: 'failed' });
  expect(first?.durationMs).toBeLessThan(15_000);
  expect(second).toMatchObject({ status: 'succeeded' });
});

test('a holder that lost its beat writes nothing, and its row says that it had no time', async () => {
  const { db } = company.ctx;
  let taken: Awaited<ReturnType<typeof beat>> = null;
  let error: unknown;
  const slow = operation('slow', async ({ write }) => {
    await change({ leaseUntil: new Date(Date.now() - 1000) });
    taken = await beat([operation('quick', async () => ({}))]);
    await write((tx) => tx.$executeRaw`UPDATE ops_beats SET holder = 'a ghost' WHERE id = 1`).catch((thrown) => {
      error = thrown;
    });
  });
  expect(await beat([slow])).toBeNull();
  expect(taken).toMatchObject({ operations: [{ status: 'succeeded' }] });
  expect(error).toMatchObject({ code: 'beat_lost' });
  expect(await row()).toMatchObject({ holder: null });
  expect(await db.actionRun.findFirst({ where: { actionType: 'slow' }, orderBy: { id: 'desc' } })).toMatchObject({
    status: 'failed',
    errors: ['its beat ran out of time'],
  });
});

test('nobody takes over in the middle of a write', async () => {
  const report = await beat([
    operation('writing', async ({ write }) => {
      await change({ leaseUntil: new Date(Date.now() - 1000) });
      const other = await write(() => beat([]).catch((error: Error) => error));
      return { result: { other: other instanceof Error ? 'waits' : 'took over' } };
    }),
  ]);
  expect(report?.operations).toMatchObject([{ status: 'succeeded', result: { other: 'waits' } }]);
});

test('a process that must stop lets go of its beat, which is still due', async () => {
  await company.setTime(nextBeatAt(company.ctx.clock.now()));
  const stopping = new AbortController();
  const plan = [
    operation('last', async () => stopping.abort()),
    operation('never', () => Promise.reject(new Error('must not run'))),
  ];
  expect(await runHeartbeat(company.ctx, { holder: 'test', signal: stopping.signal }, plan)).toBeNull();
  expect(await row()).toMatchObject({ holder: null, leaseUntil: null });
  expect(await whenDue()).not.toBeNull();
});

test.each([
  ['an hour forward', -HOUR_MS],
  ['an hour back', HOUR_MS],
])('a lease of before the machine clock jumped %s holds nobody up', async (_jump, shift) => {
  await change({ holder: 'the dead', leaseUntil: new Date(Date.now() + 4000 + shift) });
  expect(await beat([])).not.toBeNull();
});

test('a lease in force holds everybody else up', async () => {
  await change({ holder: 'the living', leaseUntil: new Date(Date.now() + 4000) });
  expect(await beat([])).toBeNull();
  await change({ leaseUntil: null });
});

test('a company clock that jumps an hour forward gives one beat, not twelve', async () => {
  await company.setTime(new Date(company.ctx.clock.now().getTime() + HOUR_MS));
  expect(await whenDue()).not.toBeNull();
  expect(await whenDue()).toBeNull();
  expect(await row()).toMatchObject({ nextDueAt: nextBeatAt(company.ctx.clock.now()) });
});

test('a beat that was planned by a clock that has jumped an hour back since is due now', async () => {
  const now = company.ctx.clock.now().getTime();
  await change({ nextDueAt: new Date(now + BEAT_EVERY_MS) });
  expect(await whenDue()).toBeNull();
  await change({ nextDueAt: new Date(now + HOUR_MS) });
  expect(await whenDue()).not.toBeNull();
});

test.each([
  ['forward', '2025-03-09T09:30:00Z'],
  ['back', '2025-11-02T08:30:00Z'],
])('the day on which the wall clock goes %s has a beat every five minutes', async (_way, from) => {
  await company.setTime(new Date(from));
  let beats = 0;
  for (let i = 0; i < 12; i += 1) {
    if (await runHeartbeat(company.ctx, { holder: 'test' }, [])) beats += 1;
    await company.setTime(new Date(company.ctx.clock.now().getTime() + BEAT_EVERY_MS));
  }
  expect(beats).toBe(12);
});
