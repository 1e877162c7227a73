import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { recordSignal } from '../signals/index.ts';
import { mendClock } from './mend-clock.ts';
import { sweepLoop } from './sweep-loop.ts';

const HOUR_S = 3600;

let company: TestCompany;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company?.close());

const tell = (error: unknown) => {
  throw error;
};
const told = () => company.ctx.db.event.findMany({ where: { kind: 'clock.set_back' } });

/** What the database's clock left behind when it was set back by so many seconds: everything it wrote lies ahead. */
async function setBack(seconds: number): Promise<void> {
  const { db } = company.ctx;
  await db.$executeRaw`
    UPDATE ops_company SET clock_seen_at = clock_timestamp() + make_interval(secs => ${seconds}::float8)`;
}

test('a clock that goes on as it should moves nothing and is not told', async () => {
  expect([await mendClock(company.ctx), await mendClock(company.ctx), await told()]).toEqual([0, 0, []]);
});

test.each([
  ['two seconds', 2],
  ['an hour', HOUR_S],
  ['a day', 24 * HOUR_S],
])(
  'a step that was to run soon, and whose job is delayed, runs soon after the clock was set back by %s',
  async (_size, seconds) => {
    const { ctx } = company;
    await recordSignal(ctx, { source: `desk ${seconds}`, token: 'BONK', signalType: 'buy', trust: 'trusted' });
    const { id, nudge } = await ctx.db.step.findFirstOrThrow({ where: { status: 'queued' }, orderBy: { id: 'desc' } });
    const at = (later: number) => new Date(Date.now() + (seconds + later) * 1000);
    await ctx.db.step.update({
      where: { id },
      data: { notBefore: at(1), readyAt: at(-5), nudgedAt: at(-1), nudge: nudge + 1 },
    });
    await ctx.queues.nudge('analyze_signal', [{ rowId: id, nudge: nudge + 1, delayMs: (seconds + 60) * 1000 }]);
    const before = (await told()).length;
    await setBack(seconds);
    await sweepLoop(ctx, { tell });
    const step = await ctx.db.step.findUniqueOrThrow({ where: { id } });
    expect(step.notBefore.getTime() - Date.now()).toBeLessThan(1500);
    const waits = async () => {
      await sweepLoop(ctx, { tell });
      const { nudge: fresh } = await ctx.db.step.findUniqueOrThrow({ where: { id } });
      const [job] = await ctx.queues.presence('analyze_signal', [{ rowId: id, nudge: fresh }]);
      return fresh > nudge + 1 && job;
    };
    await expect.poll(waits, { timeout: 10_000 }).toBe('waiting');
    const events = await told();
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)?.tags).toContain('error');
  },
);

test('a breaker and a lease that the clock left an hour ahead are over when they would have been', async () => {
  const { db } = company.ctx;
  const ahead = new Date(Date.now() + HOUR_S * 1000 + 20_000);
  await db.circuitBreaker.create({
    data: {
      ...{ key: 'execute_trade:paper', stepKind: 'execute_trade', venue: 'paper', failures: 3 },
      state: 'open',
      openedUntil: ahead,
    },
  });
  const { id } = await db.step.findFirstOrThrow();
  await db.step.update({ where: { id }, data: { status: 'running', leaseUntil: ahead } });
  await setBack(HOUR_S);
  expect(await mendClock(company.ctx)).toBeGreaterThanOrEqual(2);
  const [breaker, step] = await Promise.all([
    db.circuitBreaker.findFirstOrThrow(),
    db.step.findUniqueOrThrow({ where: { id } }),
  ]);
  for (const until of [breaker.openedUntil, step.leaseUntil])
    expect((until?.getTime() ?? 0) - Date.now()).toBeLessThan(21_000);
});
