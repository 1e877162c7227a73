import { expect, test } from 'vitest';
import { Decimal } from '../../../kernel/money/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { judgeLevels } from './levels.ts';

const id = '0198f0f0-0000-7000-8000-000000000001';
const draft = (levels: Partial<ProposalDraft>): ProposalDraft => ({
  agentId: 'scout',
  title: 'Buy',
  missionType: 'entry',
  steps: [{ kind: 'execute_trade', payload: {} }],
  origin: { kind: 'operator', id },
  dedupeKey: 'k',
  ...levels,
});
const price = new Decimal(200);

test('a stop above the last price is refused by name, with both numbers', () => {
  expect(judgeLevels(draft({ stopLoss: '2000' }), price)).toEqual([
    {
      ...{ gate: 'execute_trade', check: 'stop_loss', open: false, policyVersion: 0 },
      ...{ limit: '200', observed: '2000', message: 'the stop 2000 is not below the last price 200' },
    },
  ]);
});

test('a target below the last price is refused and not dropped', () => {
  expect(judgeLevels(draft({ target: '150' }), price)).toMatchObject([{ check: 'target', observed: '150' }]);
});

test('levels on their side pass, and so does everything where there has never been a price', () => {
  expect(judgeLevels(draft({ stopLoss: '190', target: '220' }), price)).toEqual([]);
  expect(judgeLevels(draft({ stopLoss: '2000' }), null)).toEqual([]);
});
