import { proposalDraft } from '@atc/core/loop/proposals';
import { expect, test } from 'vitest';
import { type AnalysedSignal, draftPlan } from './draft-plan.ts';

const id = (n: number) => `0190f7a0-0000-7000-8000-00000000000${n}`;
const signal = (signalType: AnalysedSignal['signalType']): AnalysedSignal => ({
  id: id(1),
  signalType,
  confidence: 0.84,
  source: 'scanner:breakout',
  instrumentId: id(2),
  symbol: 'BONK',
  contract: 'BONK',
  evidence: [{ name: 'rsi', value: 61.2, weight: 0.3, text: 'RSI 61.2 leaves room' }],
});
const request = { agentId: 'scout', depth: 1 } as const;
const plan = { entryPrice: '0.0000243', stopLoss: '0.0000218', target: '0.0000295', trailingStopPct: 0.15 };
const position = { id: id(3), stopLoss: '0.0000201', takeProfit: null, pnlPct: 0.1 };

test('a buy becomes an entry of three steps with stop and target', () => {
  const draft = proposalDraft.parse(draftPlan({ signal: signal('buy'), position: null, plan, request }));
  expect(draft).toMatchObject({ missionType: 'entry', stopLoss: plan.stopLoss, target: plan.target, signalId: id(1) });
  expect(draft).toMatchObject({ trailingStopPct: 0.15, summary: expect.stringContaining('follows 15.0 % below') });
  expect(draft.steps.map(({ kind }) => kind)).toEqual(['calculate_risk', 'execute_trade', 'monitor_position']);
  expect(draft.evidence).toHaveLength(1);
});

test('the size is the door to compute', () => {
  expect(draftPlan({ signal: signal('buy'), position: null, plan, request })).not.toHaveProperty('sizeUsd');
});

test('a sell becomes an exit of what is held', () => {
  const draft = proposalDraft.parse(draftPlan({ signal: signal('sell'), position, plan: null, request }));
  expect(draft).toMatchObject({
    missionType: 'exit',
    positionId: position.id,
    exitReason: 'signal',
    steps: [{ kind: 'close_position', payload: { positionId: position.id } }],
  });
});

test('a scale keeps the stop of the position', () => {
  const draft = proposalDraft.parse(draftPlan({ signal: signal('scale'), position, plan, request }));
  expect(draft).toMatchObject({ missionType: 'scale', stopLoss: position.stopLoss });
});

test('one signal leads to one proposal', () => {
  const facts = { signal: signal('buy'), position: null, plan, request } as const;
  expect(draftPlan(facts).dedupeKey).toBe(draftPlan({ ...facts, plan: { ...plan, target: '0.00003' } }).dedupeKey);
});
