import { expect, test } from 'vitest';
import { defaultPolicies } from '../../company/policies/index.ts';
import { recalledTopic } from './recalled-topic.ts';
import { seedRules } from './rules.ts';

const risk = ['exposure', 'correlation', 'drawdown'];

test.each([
  ['a loss by its stop', { type: 'lesson', tags: ['BONK', 'bad', 'stop_loss'] }, 'drawdown'],
  ['a lesson of a conversation', { type: 'lesson', tags: ['watercooler', 'TRUMP'] }, 'drawdown'],
  ['what an indicator came to', { type: 'pattern', tags: ['indicator', 'rsi_1h', 'bad'] }, 'correlation'],
  ['a strategy', { type: 'strategy', tags: ['strategy_session'] }, 'exposure'],
  ['a topic by its name', { type: 'lesson', tags: ['correlation', 'stop_loss'] }, 'correlation'],
] as const)('%s leads SAGE to its topic', (_, memory, topic) => {
  expect(recalledTopic(risk, memory)).toBe(topic);
});

test('a memory that speaks of none of a rule’s topics leaves the choice to chance', () => {
  expect(recalledTopic(['my_topic'], { type: 'lesson', tags: ['bad'] })).toBeNull();
});

const scheduled = seedRules.filter(
  ({ action, ruleType }) => ruleType === 'proactive' && action.targetAgent !== 'observer',
);

test.each(scheduled)('every memory that may influence $name leads it somewhere', ({ action: { topics = [] } }) => {
  for (const type of defaultPolicies.memory_influence_policy.types_used)
    expect(topics).toContain(recalledTopic(topics, { type, tags: [] }));
});
