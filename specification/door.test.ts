import { submitProposal } from '@atc/core/loop/proposals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededCompany, seededCompany } from './testing/index.ts';

// "Gates prevent queue buildup: reject at proposal, not at execution", and how proposals are approved.
let company: SeededCompany;
beforeAll(async () => {
  company = await seededCompany();
});
afterAll(() => company?.close());

const talk = { kind: 'roundtable_conversation', payload: { format: 'watercooler', topic: 'nothing' } } as const;
const think = { kind: 'agent_task', payload: { task: 'scan', agentId: 'intel', subject: 'company' } } as const;

test('a conversation too many is refused at the door: stored with its reason, and nothing is queued', async () => {
  const outcomes: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    const { status } = await submitProposal(company.ctx, {
      agentId: 'atlas',
      title: 'Talk',
      missionType: 'analysis',
      steps: [talk],
      origin: { kind: 'operator', id: 'specification' },
      dedupeKey: `talk ${n}`,
    });
    outcomes.push(status);
  }
  // Two of the eight are held for the standup and the post-mortem.
  expect(outcomes).toEqual([...Array.from({ length: 6 }, () => 'accepted'), 'rejected']);
  const refused = await company.ask(
    `SELECT reasons -> 0 ->> 'gate' AS gate,
            (SELECT count(*) FROM ops_missions m WHERE m.proposal_id = p.id)::int AS queued
     FROM ops_trading_proposals p WHERE status = 'rejected'`,
  );
  expect(refused).toEqual([{ gate: 'roundtable_conversation', queued: 0 }]);
});

// Entries are reviewed by the desk, and debated from 40 USD on; what only looks and computes passes at once.
test.each([
  ['analysis', think, 'accepted', 'automatic'],
  ['analysis', talk, 'rejected', null],
] as const)('a proposal of %s is decided at once', async (...decided) => {
  const [missionType, step, status, route] = decided;
  const { proposalId } = await submitProposal(company.ctx, {
    agentId: 'atlas',
    title: 'Work',
    missionType,
    steps: [step],
    origin: { kind: 'operator', id: 'specification' },
    dedupeKey: crypto.randomUUID(),
  });
  const [row] = await company.ask(
    `SELECT status::text, route::text FROM ops_trading_proposals WHERE id = '${proposalId}'`,
  );
  expect(row).toEqual({ status, route });
});
