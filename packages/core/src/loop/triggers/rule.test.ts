import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../../company/events/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { conditionFault, factsOfEvent, matches, type RuleFacts } from './language/index.ts';
import { nextAligned, nextDue, rollTurn } from './rule.ts';
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
        return ms >= minutes * MINUTE_MS * 0.9 - 1 && ms <= minutes * MINUTE_MS * 1.1 + 1;
      },
    ),
  );
});

// 20,000 turns of a seeded stream; a fair one lies outside of 4.5 standard errors about once in 150,000 runs.
const TURNS = 20_000;
const SIGMAS = 4.5;
const dice = seededDice('turns');
const topics = ['top_gainers', 'KOL_activity', 'volume_spikes'];
const turns = Array.from({ length: TURNS }, (_, n) => rollTurn(dice, `proactive_scan_signals|${n}`, topics));
const offBy = (share: number, expected: number) =>
  Math.abs(share - expected) / Math.sqrt((expected * (1 - expected)) / TURNS);

test('a tenth of the turns of a scheduled rule is left out', () => {
  expect(offBy(turns.filter(({ leftOut }) => leftOut).length / TURNS, 0.1)).toBeLessThan(SIGMAS);
});

test.each(topics)('a third of the turns is about %s', (topic) => {
  expect(offBy(turns.filter((turn) => turn.topic === topic).length / TURNS, 1 / 3)).toBeLessThan(SIGMAS);
});

test('turns come as often early as late, spread over the tenth that they may move', () => {
  const moved = turns.map(({ jitter }) => nextDue(new Date(0), 60, jitter).getTime() / HOUR_MS - 1);
  const mean = moved.reduce((sum, each) => sum + each, 0) / TURNS;
  expect(Math.abs(mean) / (0.1 / Math.sqrt(3 * TURNS))).toBeLessThan(SIGMAS);
  expect(offBy(moved.filter((each) => Math.abs(each) > 0.05).length / TURNS, 0.5)).toBeLessThan(SIGMAS);
});

test('a turn that is planned again is the same', () => {
  expect(rollTurn(seededDice('turns'), 'proactive_scan_signals|7', topics)).toEqual(turns[7]);
});

test('a rule without topics has none', () => {
  expect(rollTurn(dice, 'any', [])).toMatchObject({ topic: null });
});

test.each([
  ['2025-02-03T15:00:00.001Z', 240, '2025-02-03T16:00:00Z'],
  ['2025-02-03T16:00:00Z', 240, '2025-02-03T20:00:00Z'],
  ['2025-02-03T23:59:59Z', 1440, '2025-02-04T00:00:00Z'],
])('an aligned rule that runs at %s every %i minutes is due next at %s', (from, every, due) => {
  expect(nextAligned(new Date(from), every)).toEqual(new Date(due));
});
