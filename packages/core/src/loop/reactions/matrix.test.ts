import { expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { matchPatterns } from './matrix.ts';
import type { Pattern } from './pattern.ts';

const { patterns } = defaultPolicies.reaction_matrix;
const dice = seededDice('1');

const event = (agentId: string, tags: readonly string[], n = 0) => ({
  agentId,
  kind: 'trade.closed',
  tags,
  title: `event ${n}`,
  fields: {},
  occurredAt: new Date(Date.UTC(2025, 0, 1) + n * MINUTE_MS),
});
const typesFor = (agentId: string, tags: readonly string[]) =>
  matchPatterns(patterns, event(agentId, tags), dice).map(({ pattern }) => `${pattern.target} ${pattern.type}`);

test.each([
  ['scout', ['trade', 'closed', 'loss', 'big_loss'], 'sage diagnose'],
  ['intel', ['signal', 'analyzed', 'high_confidence'], 'atlas evaluate'],
  ['scout', ['trade', 'executed'], 'growth analyze'],
  ['sage', ['position', 'risk', 'warning'], 'atlas review'],
  ['growth', ['insight', 'pattern'], 'atlas propose_strategy'],
  ['observer', ['error', 'rule_violation'], 'atlas alert'],
])('%s with %j makes %s', (agentId, tags, reaction) => {
  expect(typesFor(agentId, tags)).toEqual([reaction]);
});

test('a pattern wants its source and every one of its tags', () => {
  expect(typesFor('scout', ['trade', 'big_win'])).toEqual([]);
  expect(typesFor('sage', ['signal', 'high_confidence'])).toEqual([]);
  expect(typesFor('intel', ['high_confidence'])).toEqual([]);
});

test('two lines for the same reaction are one, the first', () => {
  const line: Pattern = { source: '*', tags: ['a'], target: 'sage', type: 'diagnose', probability: 1, cooldown: 60 };
  const twice = matchPatterns([line, { ...line, source: 'scout', probability: 0 }], event('scout', ['a']), dice);
  expect(twice.map(({ pattern }) => pattern)).toEqual([line]);
});

test('the same event rolls the same whenever it is asked', () => {
  const once = matchPatterns(patterns, event('scout', ['trade', 'executed'], 7), seededDice('5'));
  expect(matchPatterns(patterns, event('scout', ['trade', 'executed'], 7), seededDice('5'))).toEqual(once);
});

test('what an event is called does not move its roll; what it is about, and when, does', () => {
  const fields = { symbol: 'BONK', signalType: 'buy', source: 'scanner:breakout', confidence: 0.7, signalId: 'drawn' };
  const analyzed = { ...event('intel', ['signal', 'high_confidence']), fields };
  const rolls = (changes: object) => matchPatterns(patterns, { ...analyzed, ...changes }, dice).map(({ roll }) => roll);
  const [roll] = rolls({});
  expect(rolls({ title: 'INTEL likes it', fields: { ...fields, confidence: 0.71, signalId: 'other' } })).toEqual([
    roll,
  ]);
  for (const changed of [{ symbol: 'WIF' }, { signalType: 'sell' }, { source: 'desk' }])
    expect(rolls({ fields: { ...fields, ...changed } })).not.toEqual([roll]);
  expect(rolls({ occurredAt: new Date(1) })).not.toEqual([roll]);
});

// 20,000 seeded events a pattern; a fair one lies outside of 4.5 standard errors about once in 150,000 runs.
test.each(patterns)('$target reacts with $type to a share of $probability', (pattern) => {
  const TRIALS = 20_000;
  const source = pattern.source === '*' ? 'scout' : pattern.source;
  const rolls = Array.from(
    { length: TRIALS },
    (_, n) => matchPatterns([pattern], event(source, pattern.tags, n), dice)[0]?.roll ?? 1,
  );
  const share = rolls.filter((roll) => roll < pattern.probability).length / TRIALS;
  const standardError = Math.sqrt((pattern.probability * (1 - pattern.probability)) / TRIALS);
  expect(Math.abs(share - pattern.probability)).toBeLessThanOrEqual(4.5 * standardError);
});
