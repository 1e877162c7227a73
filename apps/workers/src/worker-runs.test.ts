import { takeInitiative } from '@atc/agents/initiative';
import { submitProposal } from '@atc/core/loop/proposals';
import { claimStep, failAttempt, finishStep } from '@atc/core/loop/steps';
import { openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { driveTo } from './testing/drive.ts';
import { type TestFleet, testFleet } from './testing/test-fleet.ts';

let fleet: TestFleet;
beforeEach(async () => {
  fleet = await testFleet();
});
afterEach(() => fleet.close());

const runs = () => fleet.ctx.db.actionRun.findMany({ where: { actionType: 'worker' }, orderBy: { createdAt: 'asc' } });

async function propose(step: Parameters<typeof submitProposal>[1]['steps'][number]): Promise<string> {
  const { proposalId } = await submitProposal(fleet.ctx, {
    agentId: 'intel',
    title: 'work',
    missionType: 'analysis',
    steps: [step],
    origin: { kind: 'operator', id: 'somebody' },
    dedupeKey: crypto.randomUUID(),
  });
  const found = await fleet.ctx.db.step.findFirstOrThrow({ where: { mission: { proposalId } } });
  return found.id;
}
const scan = () =>
  propose({ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: crypto.randomUUID() } });

async function claim(id: string) {
  await fleet.ctx.db.step.update({ where: { id }, data: { notBefore: new Date(0) } });
  const { nudge } = await fleet.ctx.db.step.findUniqueOrThrow({ where: { id } });
  const taken = await claimStep(fleet.ctx, { id, nudge, worker: 'test' });
  if (taken.kind !== 'claimed') throw new Error('not claimed');
  return taken;
}

test('each step and each turn that a worker ran leaves one row with its time', async () => {
  await scan();
  await propose({ kind: 'roundtable_conversation', payload: { format: 'watercooler', topic: 'nothing' } });
  await driveTo(fleet.ctx, []);
  const { db } = fleet.ctx;
  const steps = await db.step.findMany({ where: { status: 'succeeded' } });
  const turns = await db.roundtableTurn.findMany({ where: { state: 'done' } });
  expect(turns.length).toBeGreaterThanOrEqual(3);
  const rows = await runs();
  const ran = rows.map(({ details }) => details as Record<string, unknown>);
  expect(ran.map(({ id }) => id).toSorted()).toEqual([...steps, ...turns].map(({ id }) => id).toSorted());
  expect(new Set(ran.map(({ kind }) => kind))).toEqual(new Set(['agent_task', 'roundtable_conversation', 'turn']));
  for (const { durationMs, status, errors, startedAt, beat } of rows) {
    expect({ status, errors, beat }).toEqual({ status: 'succeeded', errors: [], beat: null });
    expect(startedAt).toEqual(fleet.ctx.clock.now());
    expect(durationMs).toBeGreaterThan(0);
    expect(durationMs).toBeLessThan(60_000);
  }
});

test('a try that failed, one that was put off and one that was refused are three rows that say so', async () => {
  const id = await scan();
  await failAttempt(fleet.ctx, (await claim(id)).step, 'the tape tore');
  await finishStep(fleet.ctx, await claim(id), { kind: 'later', waitMs: 0, why: 'not yet' });
  await finishStep(fleet.ctx, await claim(id), { kind: 'failed', reason: 'there is nothing to scan' });
  const rows = await runs();
  expect(rows.map(({ status, errors }) => [status, errors])).toEqual([
    ['failed', ['the tape tore']],
    ['skipped', []],
    ['failed', ['there is nothing to scan']],
  ]);
  expect(rows.map(({ details }) => details)).toEqual(
    [1, 2, 3].map((attempt) => ({ kind: 'agent_task', id, attempt, worker: 'test' })),
  );
  expect(rows.map(({ agentId }) => agentId)).toEqual(['intel', 'intel', 'intel']);
});

test('a look for work of an agent’s own leaves its row', async () => {
  const look = await fleet.ctx.db.initiative.create({
    data: { agentId: 'growth', naturalKey: 'growth', queuedAt: fleet.ctx.clock.now() },
  });
  await takeInitiative(fleet.ctx, { id: look.id, nudge: 0 });
  expect(await runs()).toMatchObject([
    { status: 'succeeded', agentId: 'growth', details: { kind: 'initiative', id: look.id, attempt: 1 } },
  ]);
});

test('a conversation can be read as one row, every turn in its order', async () => {
  await propose({ kind: 'roundtable_conversation', payload: { format: 'morning_standup', topic: 'the day' } });
  await driveTo(fleet.ctx, []);
  const turns = await fleet.ctx.db.roundtableTurn.findMany({ where: { kind: 'speak' }, orderBy: { turnNo: 'asc' } });
  const [row] = await fleet.ctx.db.$queryRaw<{ history: { turn: number; agent_id: string; text: string }[] }[]>`
    SELECT conversation_history AS history FROM ops_conversations WHERE format = 'morning_standup'`;
  const spoken = row?.history.filter(({ agent_id }) => agent_id !== null).slice(0, turns.length);
  expect(spoken).toEqual(
    turns.map(({ turnNo, agentId, text, saidAt }) => ({
      turn: turnNo,
      agent_id: agentId,
      text,
      said_at: saidAt?.toISOString().replace('.000Z', '+00:00'),
    })),
  );
});

test('a position’s size is what it holds', async () => {
  const { id, quantity } = await openTrade(fleet.ctx, { symbol: 'SOL', price: '200', stop: '190' });
  const sizes = await fleet.ctx.db.$queryRaw<{ size: string }[]>`
    SELECT trim_scale(size)::text AS size FROM ops_positions WHERE id = ${id}::uuid`;
  expect(sizes).toEqual([{ size: quantity.toFixed() }]);
});
