import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admitMemory } from './admission.ts';
import { confidenceRanges, type MemoryDraft, memoryTypes } from './memory.ts';

const draft = (changes: Partial<MemoryDraft> = {}): MemoryDraft => ({
  agentId: 'growth',
  type: 'lesson',
  content: 'BONK pays in the morning',
  confidence: 0.6,
  tags: [],
  sourceTraceId: 'trace',
  trust: 'trusted',
  subject: null,
  evidence: {},
  ...changes,
});

test.each([
  ['insight', 0.65, 0.85],
  ['pattern', 0.7, 0.9],
  ['strategy', 0.75, 0.9],
  ['preference', 0.6, 0.8],
  ['lesson', 0.55, 0.75],
] as const)('a memory of type %s is kept from %d on, and believed up to %d', (type, lowest, highest) => {
  const at = (confidence: number) => admitMemory(draft({ type, confidence }));
  expect(at(lowest)).toMatchObject({ memory: { confidence: lowest } });
  expect(at(lowest - 0.001)).toEqual({ refused: 'too_weak' });
  expect(at(1)).toMatchObject({ memory: { confidence: highest } });
  expect(at(Number.NaN)).toEqual({ refused: 'too_weak' });
});

test('each type has its range', () => {
  expect(Object.keys(confidenceRanges)).toEqual([...memoryTypes]);
});

test('text from outside never becomes a strategy, a preference or a lesson by itself (I11)', () => {
  const kept = memoryTypes.filter(
    (type) => 'memory' in admitMemory(draft({ type, confidence: 0.8, trust: 'untrusted' })),
  );
  expect(kept).toEqual(['insight', 'pattern']);
});

test.each(['', '   ', '\u200b\n'])('a memory of nothing that can be seen is none: %j', (content) => {
  expect(admitMemory(draft({ content }))).toEqual({ refused: 'empty' });
});

test('a memory is one trimmed line of 500 signs at the most', () => {
  expect(admitMemory(draft({ content: ' a\nb ' }))).toMatchObject({ memory: { content: 'a b' } });
  expect(admitMemory(draft({ content: 'x'.repeat(900) }))).toMatchObject({ memory: { content: 'x'.repeat(500) } });
});

test('whatever is remembered, its confidence lies in its range and never above what it was', () => {
  const type = fc.constantFrom(...memoryTypes);
  fc.assert(
    fc.property(type, fc.double({ min: 0, max: 1, noNaN: true }), (kind, confidence) => {
      const admitted = admitMemory(draft({ type: kind, confidence }));
      if ('refused' in admitted) return;
      const [lowest, highest] = confidenceRanges[kind];
      const kept = admitted.memory.confidence;
      expect(kept >= lowest && kept <= highest && kept <= confidence).toBe(true);
    }),
  );
});
