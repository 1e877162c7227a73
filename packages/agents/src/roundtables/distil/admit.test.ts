import { expect, test } from 'vitest';
import type { DistilBriefing } from '../../minds/index.ts';
import { injectionCorpus } from '../../minds/testing/injection-corpus.ts';
import { admitDistillation } from './admit.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;
const briefing: DistilBriefing = {
  ...{ key: 'k', format: 'debate', topic: 'Buy SOL', at: '2025-03-01T10:05:12.000Z', participants: ['atlas', 'sage'] },
  ...{ said: [], verdict: null, tokens: ['SOL'], trades: [], held: [] },
  record: { trades: 0, wins: 0, averagePct: 0 },
  options: [{ id: 'check_rules', says: 'OBSERVER checks the day' }],
};

test('what a model says was learned stays plain text about what there is, asking for no more (I11)', () => {
  for (const text of injectionCorpus()) {
    const told = {
      agentId: 'atlas',
      type: 'lesson',
      content: text,
      confidence: 1,
      token: text,
      tradeIds: [text],
    } as const;
    const { memories, actions } = admitDistillation(
      { memories: [{ ...told, tradeIds: [...told.tradeIds] }], actions: [text, 'check_rules'] },
      briefing,
    );
    expect(memories).toMatchObject([{ token: null, tradeIds: [] }]);
    expect(memories[0]?.content.length).toBeLessThanOrEqual(400);
    expect(memories[0]?.content).not.toMatch(INVISIBLE);
    expect(actions).toEqual(['check_rules']);
  }
});
