import { stepKinds, stepSpecs } from '@atc/core/loop/kinds';
import { submitProposal } from '@atc/core/loop/proposals';
import { claimStep, failAttempt } from '@atc/core/loop/steps';
import { processes } from '@atc/workers/fleet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// The chapter "Worker processes". Workers are nudged by a queue, and a sweep makes up for what it lost, so that none
// waits for a poll.
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

test('six workers and the heartbeat, each with its queues', () => {
  expect(processes).toEqual({
    'signal-analyzer': ['analyze_signal'],
    'risk-calculator': ['calculate_risk'],
    'trade-executor': ['execute_trade', 'close_position', 'scale_position'],
    'position-monitor': ['monitor_position', 'price_watch'],
    'roundtable-worker': ['roundtable_conversation', 'turns'],
    'initiative-worker': ['initiative', 'agent_task'],
    heartbeat: ['heartbeat', 'proactive', 'events'],
  });
});

test('these kinds of step there are, and two of them may never be stopped', () => {
  expect(stepKinds).toEqual([
    'analyze_signal',
    'calculate_risk',
    'execute_trade',
    'monitor_position',
    'close_position',
    'scale_position',
    'roundtable_conversation',
    'agent_task',
  ]);
  expect(stepKinds.filter((kind) => stepSpecs[kind].lowersRisk)).toEqual(['monitor_position', 'close_position']);
});

async function ready(): Promise<{ readonly id: string; readonly nudge: number }> {
  const { proposalId } = await submitProposal(company.ctx, {
    agentId: 'intel',
    title: 'Scan',
    missionType: 'analysis',
    steps: [{ kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: crypto.randomUUID() } }],
    origin: { kind: 'operator', id: 'specification' },
    dedupeKey: crypto.randomUUID(),
  });
  const step = await company.ctx.db.step.findFirstOrThrow({ where: { mission: { proposalId } } });
  return { id: step.id, nudge: step.nudge };
}

test('of many that claim a step one has it', async () => {
  const step = await ready();
  const workers = Array.from({ length: 8 }, (_, n) => claimStep(company.ctx, { ...step, worker: `${n}` }));
  const claims = await Promise.all(workers);
  expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
});

test('three failures in a row switch a kind of step off', async () => {
  const states: unknown[] = [];
  for (let n = 0; n < 3; n += 1) {
    const claim = await claimStep(company.ctx, { ...(await ready()), worker: 'specification' });
    if (claim.kind !== 'claimed') throw new Error('not claimed');
    await failAttempt(company.ctx, claim.step, 'broken');
    const [breaker] = await company.ask(`SELECT state::text FROM ops_circuit_breakers WHERE key LIKE 'agent_task:%'`);
    states.push(breaker?.state);
  }
  expect(states).toEqual(['closed', 'closed', 'open']);
  const refused = await claimStep(company.ctx, { ...(await ready()), worker: 'specification' });
  expect(refused.kind).toBe('refused');
  const [told] = await company.ask(`SELECT agent_id::text, tags FROM ops_agent_events WHERE kind = 'breaker.opened'`);
  expect(told).toEqual({ agent_id: 'observer', tags: expect.arrayContaining(['error', 'rule_violation']) });
});
