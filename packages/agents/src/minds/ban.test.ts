import { expect, test } from 'vitest';
import { brokenBan } from './ban.ts';
import { soundBriefing } from './testing/sound-briefing.ts';

const without = { rewardRisk: null, target: null, targetPct: null };

test('ATLAS may not approve a trade whose risk-reward is unknown, and may what lowers risk', () => {
  expect(brokenBan('atlas', 'approve', soundBriefing({ plan: { ...without, edgeR: null } }))).toContain('unknown');
  expect(brokenBan('atlas', 'reject', soundBriefing({ plan: without }))).toBeNull();
  expect(brokenBan('atlas', 'approve', soundBriefing({ plan: { ...without, action: 'exit' } }))).toBeNull();
});

test('of a promoted strategy its edge stands for the ratio, where its own trades say it', () => {
  const found = { ...without, strategy: 'trend-majors@3' };
  expect(brokenBan('atlas', 'approve', soundBriefing({ plan: { ...found, edgeR: 0.1 } }))).toBeNull();
  expect(brokenBan('atlas', 'approve', soundBriefing({ plan: { ...found, edgeR: null } }))).toContain('unknown');
});
