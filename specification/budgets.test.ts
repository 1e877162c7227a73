import { operations, runHeartbeat } from '@atc/agents/heartbeat';
import { anyDoomed } from '@atc/agents/roundtables';
import { nextBeatAt } from '@atc/core/company/runs';
import { Prisma } from '@atc/core/kernel/db';
import { submitProposal } from '@atc/core/loop/proposals';
import { anyToRecover } from '@atc/core/loop/recovery';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The chapter "Heartbeat loop (every 5 minutes)".
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

const wanted = [
  ['evaluateTriggers', 4000],
  ['processReactionQueue', 3000],
  ['promoteInsights', 2000],
  ['learnFromOutcomes', 3000],
  ['recoverStaleSteps', 2000],
  ['recoverStaleRoundtables', 1000],
] as const;

test('six operations in this order, each with its budget, fifteen seconds in all', () => {
  expect(operations.map(({ name, budgetMs }) => [name, budgetMs])).toEqual(wanted);
  expect(operations.reduce((sum, { budgetMs }) => sum + budgetMs, 0)).toBe(15_000);
});

test('a beat writes a row for each of them, in this order, with its time, its errors and its status', async () => {
  await runHeartbeat(company.ctx, { holder: 'specification', early: true });
  const rows = await company.ask(
    `SELECT action_type, status::text, errors, duration_ms >= 0 AS timed FROM ops_action_runs WHERE beat = 1
     ORDER BY id`,
  );
  expect(rows).toEqual(wanted.map(([action_type]) => ({ action_type, status: 'succeeded', errors: [], timed: true })));
});

test('an operation that fails keeps no other from running', async () => {
  const ran: string[] = [];
  const plan = wanted.map(([name, budgetMs]) => ({
    name,
    budgetMs,
    idle: {},
    run: async () => {
      ran.push(name);
      if (name === 'processReactionQueue') throw new Error('broken');
      return { cursor: null, result: {} };
    },
  }));
  const report = await runHeartbeat(company.ctx, { holder: 'specification', early: true }, plan);
  expect(ran).toEqual(wanted.map(([name]) => name));
  expect(report?.operations.map(({ status }) => status)).toEqual([
    'succeeded',
    'failed',
    ...Array.from({ length: 4 }, () => 'succeeded'),
  ]);
});

test('the heart beats every five minutes', () => {
  const next = (at: string) => nextBeatAt(new Date(at)).toISOString();
  expect(next('2025-02-03T15:00:00Z')).toBe('2025-02-03T15:05:00.000Z');
  expect(next('2025-02-03T15:04:59Z')).toBe('2025-02-03T15:05:00.000Z');
});

async function holds(condition: Prisma.Sql): Promise<boolean> {
  const [row] = await company.ctx.db.$queryRaw<{ holds: boolean }[]>(Prisma.sql`SELECT ${condition} AS holds`);
  return row?.holds ?? false;
}

test('a step is stale after half an hour', async () => {
  const { ctx, ask } = company;
  const { proposalId } = await submitProposal(ctx, {
    agentId: 'intel',
    title: 'Scan',
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } }],
    origin: { kind: 'operator', id: 'specification' },
    dedupeKey: 'specification',
  });
  const mission = `mission_id = (SELECT id FROM ops_missions WHERE proposal_id = '${proposalId}')`;
  const lapsed = (minutes: number) =>
    ask(`UPDATE ops_mission_steps SET status = 'running', lease_until = now() - interval '${minutes} minutes'
         WHERE ${mission}`);
  await lapsed(29);
  expect(await holds(anyToRecover)).toBe(false);
  await lapsed(31);
  expect(await holds(anyToRecover)).toBe(true);
  // A lease that is renewed every so many seconds counts the time whatever becomes of a clock.
  const renewed = (renewals: number) =>
    ask(
      `UPDATE ops_mission_steps SET lease_until = now() + interval '1 hour', renewals = ${renewals} WHERE ${mission}`,
    );
  await renewed(1);
  expect(await holds(anyToRecover)).toBe(false);
});

test('a conversation is stuck when nobody spoke for a quarter of an hour', async () => {
  const silent = (minutes: number) =>
    company.ask(`UPDATE ops_roundtable_queue SET last_turn_at = now() - interval '${minutes} minutes'`);
  await company.ask(`
    INSERT INTO ops_roundtable_queue (id, format, topic, turns_planned, temperature, natural_key, convened_at)
    VALUES (gen_random_uuid(), 'watercooler', 'nothing', 3, 0.9, 'specification', now())`);
  await silent(14);
  expect(await holds(anyDoomed)).toBe(false);
  await silent(16);
  expect(await holds(anyDoomed)).toBe(true);
});
