import { agentIds } from '@atc/core/company/roster';
import { expect, test } from 'vitest';
import { soundBriefing } from '../../testing/sound-briefing.ts';
import { judgeAs } from './judges.ts';

/** What somebody would oppose: the chart rates it well, and it is an hour old. */
const leaving = (strategy?: string) => {
  const briefing = soundBriefing({ plan: { action: 'exit', ...(strategy ? { strategy } : {}) } });
  return { ...briefing, market: { ...briefing.market, chartNow: 0.9 } };
};

test('a sale that the chart speaks against is opposed', () => {
  expect(judgeAs('atlas', leaving()).vote).toBe('reject');
});

test.each(agentIds)('%s does not oppose what a promoted strategy sells by its own rules', (agentId) => {
  const { vote, concerns } = judgeAs(agentId, leaving('waves'));
  expect(vote).not.toBe('reject');
  expect(concerns).toEqual([]);
});
