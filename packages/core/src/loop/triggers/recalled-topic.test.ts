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

/** All topics in the order that decides between two that a tag speaks of. */
const all = [
  ...['top_gainers', 'volume_spikes', 'exit_timing', 'scale_decisions', 'exposure', 'correlation'],
  ...['drawdown', 'win_rate', 'avg_winner', 'avg_loser', 'technicals'],
];

test.each([
  ['scanner:top_gainer', 'top_gainers'],
  ['scanner:pullback', 'top_gainers'],
  ['trend_1h', 'top_gainers'],
  ['last_hour', 'top_gainers'],
  ['scanner:volume_spike', 'volume_spikes'],
  ['scanner:breakout', 'volume_spikes'],
  ['volume', 'volume_spikes'],
  ['bad', 'exit_timing'],
  ['stop_loss', 'exit_timing'],
  ['trailing_stop', 'exit_timing'],
  ['hold', 'exit_timing'],
  ['good', 'scale_decisions'],
  ['take_profit', 'scale_decisions'],
  ['review', 'exposure'],
  ['hour', 'exposure'],
  ['indicator', 'correlation'],
  ['source', 'win_rate'],
])('a preference tagged %s leads to %s', (tag, topic) => {
  expect(recalledTopic(all, { tags: ['other', tag], type: 'preference' })).toBe(topic);
});

test.each([
  [['drawdown', 'win_rate'], 'stop_loss', 'drawdown'],
  [['win_rate', 'drawdown'], 'trailing_stop', 'drawdown'],
  [['win_rate'], 'hour', 'win_rate'],
  [['win_rate'], 'indicator', 'win_rate'],
  [['exposure'], 'hold', 'exposure'],
] as const)('of the topics %j a memory tagged %s leads to %s', (topics, tag, topic) => {
  expect(recalledTopic(topics, { tags: [tag], type: 'preference' })).toBe(topic);
});

test('a topic that a memory is tagged with comes before one that its tags speak of, and that before its type', () => {
  const memory = { tags: ['technicals', 'stop_loss'], type: 'strategy' } as const;
  expect(recalledTopic(all, memory)).toBe('technicals');
  expect(recalledTopic(['top_gainers', 'drawdown'], memory)).toBe('drawdown');
  expect(recalledTopic(['top_gainers'], memory)).toBe('top_gainers');
});
