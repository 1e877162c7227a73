import { seededDice } from '@atc/core/kernel/dice';
import { matchPatterns } from '@atc/core/loop/reactions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededDatabase, seededDatabase } from './testing/index.ts';

// The chapter "Reaction matrix".
let database: SeededDatabase;
let patterns: Parameters<typeof matchPatterns>[0];
beforeAll(async () => {
  database = await seededDatabase();
  const [row] = await database.ask(`SELECT value FROM ops_policy WHERE key = 'reaction_matrix'`);
  patterns = (row?.value as { readonly patterns: typeof patterns } | undefined)?.patterns ?? [];
});
afterAll(() => database?.close());

const lines = [
  ['*', ['trade', 'big_loss'], 'sage', 'diagnose', 1.0, 60],
  ['intel', ['signal', 'high_confidence'], 'atlas', 'evaluate', 0.8, 30],
  ['scout', ['trade', 'executed'], 'growth', 'analyze', 0.3, 120],
  ['sage', ['risk', 'warning'], 'atlas', 'review', 1.0, 15],
  ['growth', ['insight', 'pattern'], 'atlas', 'propose_strategy', 0.6, 180],
  ['observer', ['error', 'rule_violation'], 'atlas', 'alert', 1.0, 5],
] as const;

test('the company begins with these six lines', () => {
  expect(patterns).toEqual(
    lines.map(([source, tags, target, type, probability, cooldown]) => ({
      source,
      tags,
      target,
      type,
      probability,
      cooldown,
    })),
  );
});

const told = (agentId: string, tags: readonly string[], n = 0) => ({
  agentId,
  kind: 'told',
  tags,
  fields: {},
  occurredAt: new Date(n * 60_000),
});

test.each(lines)('what %s tells with %j makes %s %s', (...line) => {
  const [source, tags, target, type, probability] = line;
  const dice = seededDice('specification');
  const agent = source === '*' ? 'observer' : source;
  const answers = matchPatterns(patterns, told(agent, [...tags, 'more']), dice);
  expect(answers.map(({ pattern }) => [pattern.target, pattern.type])).toEqual([[target, type]]);
  expect(matchPatterns(patterns, told(agent, tags.slice(1)), dice)).toEqual([]);
  if (source !== '*') expect(matchPatterns(patterns, told('nobody', tags), dice)).toEqual([]);
  // 3,000 events: a fair share lies outside of 4.5 standard errors about once in 150,000 runs.
  const EVENTS = 3_000;
  const rolls = Array.from({ length: EVENTS }, (_, n) => matchPatterns(patterns, told(agent, tags, n), dice)[0]?.roll);
  const share = rolls.filter((roll) => roll !== undefined && roll < probability).length / EVENTS;
  expect(Math.abs(share - probability)).toBeLessThanOrEqual(
    4.5 * Math.sqrt((probability * (1 - probability)) / EVENTS),
  );
});
