import { defaultPolicies, writePolicy } from '@atc/core/company/policies';
import { openBeats } from '@atc/core/company/runs';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { submitProposal } from '@atc/core/loop/proposals';
import { testCompany } from '@atc/core/testing';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seedAgents } from '../../personas/index.ts';
import { runHeartbeat } from '../index.ts';

// No rule is due and no conversation for a while: it is 04:00 in Los Angeles.
const NIGHT = new Date('2025-02-04T12:00:00Z');
const later = (hours: number) => new Date(NIGHT.getTime() + hours * HOUR_MS);
const LONG_AGO = new Date(Date.now() - HOUR_MS);

const speeds = [
  ['alone and as fast as it goes', { SPEED: 'max' }, true],
  ['at an ordinary speed', { SPEED: '60' }, false],
] as const;

describe.each(speeds)('%s', (_speed, config, alone) => {
  type Company = Awaited<ReturnType<typeof testCompany>>;
  let company: Company;
  /** The database as another process has it. */
  let other: BaseDb;
  let made = 0;

  beforeAll(async () => {
    company = await testCompany({ config, alone, workers: 0 });
    other = openDb(company.databaseUrl, { connections: 2 });
    await seedAgents(company.ctx.db);
    await openBeats(company.ctx.db, company.ctx.clock.now());
    await company.setTime(NIGHT);
  });
  afterAll(async () => {
    await other.$disconnect();
    await company.close();
  });

  beforeEach(async () => {
    await other.triggerRule.updateMany({ data: { nextDueAt: later(1000) } });
    await other.eventDelivery.updateMany({ data: { state: 'done', doneAt: new Date() } });
  });

  const beat = (ctx = company.ctx) => runHeartbeat(ctx, { holder: 'test', early: true });

  /** Beats until there is nothing more to do. */
  async function settle(): Promise<void> {
    for (let beats = 0; beats < 8; beats += 1) if ((await beat())?.idle) return;
    throw new Error('there is always something to do');
  }

  /** A beat before which something was left to do is none that is idle; it leaves nothing. */
  async function expectWork(leave: () => Promise<unknown>): Promise<void> {
    await settle();
    await leave();
    expect(await beat()).toMatchObject({ idle: false });
    await settle();
  }

  const rowsOf = (beatNumber = 0) =>
    company.ctx.db.actionRun.findMany({
      where: { beat: beatNumber },
      select: { actionType: true, status: true, errors: true, details: true, startedAt: true },
      orderBy: { id: 'asc' },
    });
  const beatRow = async () => {
    const { beat: _, endedAt, updatedAt, ...row } = await company.ctx.db.beat.findUniqueOrThrow({ where: { id: 1 } });
    expect(Date.now() - (endedAt?.getTime() ?? 0)).toBeLessThan(MINUTE_MS);
    return row;
  };

  test('a beat with nothing to do writes what six operations with nothing to do write', async () => {
    await settle();
    // A process that has just started knows nothing yet.
    const whole = await beat({ ...company.ctx, beatDb: other });
    const [wholeRows, wholeBeat] = [await rowsOf(whole?.beat), await beatRow()];
    const idle = await beat();
    expect([whole?.idle, idle?.idle]).toEqual([false, true]);
    expect(await rowsOf(idle?.beat)).toEqual(wholeRows);
    expect(await beatRow()).toEqual(wholeBeat);
    const told = (report: typeof idle) => report?.operations.map(({ durationMs, ...done }) => done);
    expect(told(idle)).toEqual(told(whole));
  });

  test('until the next is due none is idle either, and one that is held by another is left alone', async () => {
    await settle();
    expect(await runHeartbeat(company.ctx, { holder: 'test' })).toBeNull();
    await other.beat.update({ where: { id: 1 }, data: { holder: 'x', leaseUntil: new Date(Date.now() + 4000) } });
    expect(await beat()).toBeNull();
    await other.beat.update({ where: { id: 1 }, data: { holder: null, leaseUntil: null } });
  });

  test('an operation that was not done with everything goes on in the next beat', () =>
    expectWork(() => other.beat.update({ where: { id: 1 }, data: { cursors: { learnFromOutcomes: 'more' } } })));

  async function tell(): Promise<string> {
    const { id } = await other.event.create({
      data: {
        ...{ agentId: 'observer', kind: 'mission.failed', title: 'A mission failed', summary: 'It failed.' },
        occurredAt: NIGHT,
        fields: { step: 'agent_task', reason: 'test', missionType: 'analysis' },
      },
    });
    return id;
  }
  const deliver = async (data: { state: 'queued' | 'running'; nudgedAt?: Date; leaseUntil?: Date }) =>
    other.eventDelivery.create({ data: { eventId: await tell(), consumer: 'rules', ...data } });

  test('an event that nobody acted on is work', () =>
    expectWork(() => deliver({ state: 'queued', nudgedAt: LONG_AGO })));
  test('so is one whose worker died', () => expectWork(() => deliver({ state: 'running', leaseUntil: LONG_AGO })));

  test('a rule that is due is work', () =>
    expectWork(() =>
      other.triggerRule.updateMany({ where: { name: 'proactive_scan_signals' }, data: { nextDueAt: NIGHT } }),
    ));
  test('so is one that never had a turn', () =>
    expectWork(() =>
      other.triggerRule.updateMany({ where: { name: 'proactive_scan_signals' }, data: { nextDueAt: null } }),
    ));

  test('a reaction that waits is work', () =>
    expectWork(async () =>
      other.reaction.create({
        data: {
          ...{ sourceAgent: 'observer', targetAgent: 'atlas', reactionType: 'alert', status: 'queued' },
          ...{ triggerEventId: await tell(), queuedAt: NIGHT },
        },
      }),
    ));

  const remember = (data: object) => {
    made += 1;
    return other.memory.create({
      data: {
        ...{ agentId: 'sage', type: 'insight', content: `memory ${made}`, confidence: 0.6, tags: [] },
        ...{ sourceTraceId: `test:${made}`, learnedAt: NIGHT, ...data },
      },
    });
  };

  test('a memory that has proven itself is work', () =>
    expectWork(() => remember({ confidence: 0.8, usesScored: 3, usesHelped: 3 })));

  test('a memory that changes a voice is work, and the end of a rest of a voice that has more to say', async () => {
    await expectWork(async () => {
      for (let i = 0; i < 8; i += 1) await remember({ type: 'lesson' });
    });
    expect(await other.agent.findUnique({ where: { id: 'sage' } })).toMatchObject({
      modifiers: [{ kind: 'seasoned', about: null }],
    });
    for (let i = 0; i < 6; i += 1) await remember({ type: 'pattern' });
    await other.$executeRaw`INSERT INTO ops_strategy_reviews (day, reviewed_at) VALUES ('2025-02-04', ${NIGHT})`;
    expect(await beat(), 'it rests').toMatchObject({ idle: true });
    await expectWork(() => company.setTime(later(6.1)));
    expect((await other.agent.findUnique({ where: { id: 'sage' } }))?.modifiers).toHaveLength(2);
  });

  test('a trade that nothing was learned from is work', async () => {
    const trade = await openTrade(company.ctx, { symbol: 'BONK', price: '0.00002' });
    await closeTrade(company.ctx, trade, { price: '0.000021', reason: 'review' });
    await expectWork(() => other.tradeOutcome.updateMany({ data: { learnedAt: null } }));
  });

  const hold = async (data: object) => {
    made += 1;
    const { missionId } = await submitProposal(company.ctx, {
      ...{ agentId: 'intel', title: `task ${made}`, missionType: 'analysis', dedupeKey: `held:${made}` },
      steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: `${made}` } }],
      origin: { kind: 'operator', id: 'test' },
    });
    return other.step.updateMany({ where: { missionId: missionId ?? '' }, data });
  };

  test('a step that hangs is work', () =>
    expectWork(() => hold({ status: 'running', renewals: 1200, leaseUntil: new Date(Date.now() + HOUR_MS) })));
  test('so is one that nobody gave back', () => expectWork(() => hold({ status: 'running', leaseUntil: LONG_AGO })));
  test('so is a mission that nobody goes on with', () => expectWork(() => hold({ readyAt: null })));

  const talk = (turn: object, data: object = {}) => {
    made += 1;
    return other.roundtable.create({
      data: {
        ...{ format: 'watercooler', topic: 'nothing', status: 'running', turnsPlanned: 1, temperature: 0.5 },
        ...{ naturalKey: `talk ${made}`, convenedAt: NIGHT, lastTurnAt: new Date() },
        ...{ participants: ['sage', 'intel'], ...data },
        turns: { create: [{ turnNo: 1, agentId: 'sage', kind: 'speak', readyAt: new Date(), ...turn }] },
      },
    });
  };

  test('a conversation in which nobody speaks is work', () => expectWork(() => talk({}, { lastTurnAt: LONG_AGO })));
  test('so is one whose turn failed again and again', () =>
    expectWork(() => talk({ state: 'running', attempt: 9, leaseUntil: LONG_AGO })));

  test('a conversation that is due is work, once', async () => {
    await company.setTime(later(49));
    await expectWork(() => company.setTime(later(50.55)));
  });

  test('the morning in which the strategies are to be reviewed is work, once', () =>
    // 07:31 in Los Angeles on the same day.
    expectWork(() => company.setTime(new Date('2025-02-06T15:31:00Z'))));

  test('policies that somebody else changed are asked anew, by whatever way they were changed', async () => {
    await expectWork(() =>
      writePolicy(
        { ...company.ctx, db: other },
        {
          ...{ key: 'initiative_policy', value: { ...defaultPolicies.initiative_policy, enabled: true }, version: 1 },
          ...{ changedBy: 'operator:anna', reason: 'test' },
        },
      ),
    );
    await expectWork(
      () => other.$executeRaw`
        UPDATE ops_policy SET value = jsonb_set(value, '{cooldown_hours}', '5') WHERE key = 'initiative_policy'`,
    );
  });

  test('an agent that may look for work of its own is work, where the policy lets it', async () => {
    await expectWork(async () => {
      for (let i = 0; i < 5; i += 1) await remember({ agentId: 'growth', trust: 'untrusted' });
    });
  });
});
