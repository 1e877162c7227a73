import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../../company/events/index.ts';
import { conditionFault, factsOfEvent, matches, type RuleFacts } from './language/index.ts';
import { nextDue } from './rule.ts';
import { seedRules } from './rules.ts';

const event = (fields: Record<string, unknown>): RuleFacts => factsOfEvent(row(fields));
const row = (fields: Record<string, unknown>): EventRow => ({
  id: 'e',
  agentId: 'intel',
  kind: 'signal.analyzed',
  title: '',
  summary: '',
  tags: ['signal'],
  tradeId: null,
  pnl: null,
  instrumentId: null,
  proposalId: null,
  missionId: null,
  causeEventId: null,
  depth: 0,
  fields,
  occurredAt: new Date(0),
});

test('twelve rules stand in the seed, six reactive and six proactive', () => {
  expect(seedRules.filter((rule) => rule.ruleType === 'reactive')).toHaveLength(6);
  expect(seedRules.filter((rule) => rule.ruleType === 'proactive')).toHaveLength(6);
});

test('signal_high_confidence fires above 0.80 and not at it', () => {
  const conditions = seedRules.find((rule) => rule.name === 'signal_high_confidence')?.conditions ?? {};
  expect(matches(conditions, event({ confidence: 0.81 }))).toBe(true);
  expect(matches(conditions, event({ confidence: 0.8 }))).toBe(false);
});

test('a condition that could run code matches nothing', () => {
  expect(conditionFault({ $or: [{ a: 1 }, { $where: 'true' }] })).toContain('$where');
  expect(matches({ $where: 'true' }, event({}))).toBe(false);
});

test('the next turn is within ten percent of the interval', () => {
  const from = new Date('2025-01-01T00:00:00Z');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1440 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (minutes, roll) => {
        const ms = nextDue(from, minutes, roll).getTime() - from.getTime();
        return ms >= minutes * 60_000 * 0.9 - 1 && ms <= minutes * 60_000 * 1.1 + 1;
      },
    ),
  );
});
