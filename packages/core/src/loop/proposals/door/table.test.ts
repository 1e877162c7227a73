import { expect, test } from 'vitest';
import { gateFacts, policySet } from '../../../testing/gate-facts.ts';
import type { Approval } from './approval.ts';
import { debateStep, judgeTable, type TableFacts } from './table.ts';

const draft: TableFacts['draft'] = {
  agentId: 'scout',
  title: 'Buy BONK',
  missionType: 'entry',
  steps: [{ kind: 'execute_trade', payload: {} }],
  origin: { kind: 'signal', id: 'signal' },
  dedupeKey: 'key',
};
const facts = (used = 0): TableFacts => ({
  draft,
  facts: gateFacts({ usage: { ...gateFacts().usage, conversations: used, otherConversations: used } }),
  policies: policySet(),
});
const review = (route: 'debate' | 'desk_review', participants: readonly ('atlas' | 'sage')[]): Approval =>
  ({ kind: 'review', route, participants }) as Approval;
const shut = (approval: Approval, used = 0) =>
  judgeTable(approval, facts(used)).flatMap(({ open, check }) => (open ? [] : [check]));

test('a debate is about the title, cut where it is long', () => {
  expect(debateStep({ title: 'Buy BONK' })).toEqual({
    kind: 'roundtable_conversation',
    payload: { format: 'debate', topic: 'Buy BONK' },
  });
  expect(debateStep({ title: 'x'.repeat(400) }).payload).toMatchObject({ topic: 'x'.repeat(150) });
});

test('what nobody sits about asks for no table', () => {
  expect(judgeTable({ kind: 'rejected' }, facts())).toEqual([]);
});

test('a debate needs a slot of the day, a desk review none', () => {
  expect(shut(review('debate', ['atlas', 'sage']))).toEqual([]);
  expect(shut(review('debate', ['atlas', 'sage']), 6)).toEqual(['held_conversations']);
  expect(shut(review('desk_review', ['atlas', 'sage']), 6)).toEqual([]);
});

test('without ATLAS nobody decides, whatever else is free', () => {
  expect(judgeTable(review('desk_review', ['sage']), facts())).toEqual([
    {
      gate: 'roundtable_conversation',
      check: 'decider',
      open: false,
      limit: 'atlas',
      observed: 'switched off',
      message: 'ATLAS is switched off, and nobody else decides',
      policyVersion: 0,
    },
  ]);
  expect(shut(review('debate', ['sage']), 6)).toEqual(['decider', 'held_conversations']);
});
