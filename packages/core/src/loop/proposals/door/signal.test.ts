import { expect, test } from 'vitest';
import type { ProposalDraft } from '../proposal.ts';
import { judgeSignal } from './shape.ts';

const entry: ProposalDraft = {
  agentId: 'scout',
  title: 'Buy BONK',
  missionType: 'entry',
  instrumentId: 'bonk',
  signalId: 's',
  steps: [{ kind: 'calculate_risk', payload: {} }],
  origin: { kind: 'operator', id: 'o' },
  dedupeKey: 'k',
};
const facts = { signalStatus: 'analyzed', signalType: 'buy', signalInstrumentId: 'bonk', instrumentId: 'bonk' };

const faults = (draft: ProposalDraft, changes: object = {}) =>
  judgeSignal(draft, { ...facts, ...changes }).map(({ message }) => message);

test('an entry may rest on a signal to buy its token, or on none', () => {
  expect(faults(entry)).toEqual([]);
  const { signalId: _, ...without } = entry;
  expect(faults(without, { signalStatus: null, signalType: null, signalInstrumentId: null })).toEqual([]);
});

test('a signal that is not there carries nothing', () => {
  expect(faults(entry, { signalStatus: null, signalType: null, signalInstrumentId: null })).toEqual([
    'there is no such signal',
  ]);
});

test('the confidence of a signal is not lent to another token', () => {
  expect(faults(entry, { signalInstrumentId: 'trump' })).toEqual(['its signal is about another token']);
});

test.each(['sell', 'scale'])('a signal to %s carries no entry', (signalType) => {
  expect(faults(entry, { signalType })).toEqual([`an entry needs a signal to buy, not to ${signalType}`]);
  expect(faults({ ...entry, missionType: 'analysis' }, { signalType })).toEqual([]);
});
