import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewBriefing } from '../../review.ts';
import { soundBriefing } from '../../testing/sound-briefing.ts';
import { judgeAsAtlas } from './atlas.ts';
import { judgeAsGrowth } from './growth.ts';
import { judgeAsIntel } from './intel.ts';
import { judgeAsObserver } from './observer.ts';
import { judgeAsSage } from './sage.ts';
import { judgeAsScout } from './scout.ts';

const noTrades = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };
const record = (changes: object) => ({
  token: noTrades,
  source: noTrades,
  sourceName: 'kol',
  company: noTrades,
  ...changes,
});
const VETO = 0.8;
const falling: ReviewBriefing['market']['regime'] = {
  ...{ leader: 'BTC', leaderTrend: -0.08, breadth: 0.1, change: -0.2, correlation: 0.8, tokens: 10 },
  name: 'falling',
};
const losing = { of: 214, paid: 60, needs: 0.44, telling: false, shown: 'loses' } as const;

test('a sound entry is approved by SAGE, ATLAS and SCOUT', () => {
  const briefing = soundBriefing();
  for (const judge of [judgeAsSage, judgeAsAtlas, judgeAsScout])
    expect(judge(briefing)).toMatchObject({ vote: 'approve', concerns: [] });
});

test.each([
  ['no stop', soundBriefing({ plan: { stopLoss: null, stopPct: null, rewardRisk: null } }), 'no_stop'],
  ['a stop inside the noise of one hour', soundBriefing({ market: { stopAtrs: 0.7 } }), 'tight_stop'],
  ['a deep drawdown', soundBriefing({ portfolio: { drawdownPct: 0.18 } }), 'drawdown'],
  ['exposure of most of the equity', soundBriefing({ portfolio: { exposureAfterPct: 0.65 } }), 'exposure'],
  [
    'a third token of the same move',
    soundBriefing({ portfolio: { nearestCorrelation: 0.9, correlatedCount: 2 } }),
    'correlation',
  ],
  ['more risk than any one trade may carry', soundBriefing({ plan: { riskPct: 0.035 } }), 'risk'],
  [
    'three losses in the token',
    soundBriefing({ record: record({ token: { trades: 3, wins: 0, losses: 3, pnlUsd: -20 } }) }),
    'token_losses',
  ],
])('SAGE vetoes %s', (_, briefing, topic) => {
  const judgement = judgeAsSage(briefing);
  expect(judgement.vote).toBe('reject');
  expect(judgement.probability).toBeGreaterThanOrEqual(VETO);
  expect(judgement.concerns[0]?.topic).toBe(topic);
});

test('SAGE refuses to buy into a falling market without a veto, and lets what is held go', () => {
  const market = { regime: falling };
  expect(judgeAsSage(soundBriefing({ market }))).toMatchObject({
    ...{ vote: 'reject', probability: 0.62 },
    concerns: [{ topic: 'falling_market' }],
  });
  expect(judgeAsSage(soundBriefing({ market, plan: { action: 'exit' } })).vote).toBe('approve');
});

test('SAGE refuses two doubts together without a veto', () => {
  const judgement = judgeAsSage(soundBriefing({ market: { stopAtrs: 1.3 }, portfolio: { drawdownPct: 0.06 } }));
  expect(judgement.vote).toBe('reject');
  expect(judgement.probability).toBeLessThan(VETO);
});

test('SAGE lets one doubt pass, less sure than without it', () => {
  const judgement = judgeAsSage(soundBriefing({ portfolio: { drawdownPct: 0.06 } }));
  expect(judgement.vote).toBe('approve');
  expect(judgement.probability).toBeLessThan(judgeAsSage(soundBriefing()).probability);
});

test('SAGE lets every exit pass', () => {
  expect(
    judgeAsSage(soundBriefing({ plan: { action: 'exit', stopLoss: null }, portfolio: { drawdownPct: 0.3 } })).vote,
  ).toBe('approve');
});

test.each([
  ['a thin reward', soundBriefing({ plan: { rewardRisk: 1.4 } }), 'thin_reward'],
  ['a plan without a target', soundBriefing({ plan: { rewardRisk: null, target: null, edgeR: null } }), 'no_target'],
  ['a confidence below the least', soundBriefing({ plan: { confidence: 0.55 } }), 'low_confidence'],
  ['what is shown to lose', soundBriefing({ plan: { odds: losing } }), 'shown_to_lose'],
  ['a strategy that loses', soundBriefing({ plan: { strategy: 'trend@1', edgeR: -0.05 } }), 'no_edge'],
  [
    "SAGE's strong no",
    soundBriefing({ heard: [{ agentId: 'sage', vote: 'reject', probability: 0.7 }] }),
    'sage_objects',
  ],
  [
    "SCOUT's strong no",
    soundBriefing({ heard: [{ agentId: 'scout', vote: 'reject', probability: 0.82 }] }),
    'scout_objects',
  ],
])('ATLAS refuses %s', (_, briefing, topic) => {
  expect(judgeAsAtlas(briefing)).toMatchObject({
    vote: 'reject',
    concerns: expect.arrayContaining([expect.objectContaining({ topic })]),
  });
});

test('ATLAS overrules a doubtful no of SAGE when the rest is in order', () => {
  expect(judgeAsAtlas(soundBriefing({ heard: [{ agentId: 'sage', vote: 'reject', probability: 0.6 }] })).vote).toBe(
    'approve',
  );
});

test('ATLAS keeps a young winner when the sell signal is weak', () => {
  const position = {
    pnlPct: 0.08,
    pnlUsd: 4,
    holdHours: 0.5,
    entryPrice: '0.000024',
    stopLoss: '0.0000216',
    fraction: 1,
  };
  expect(judgeAsAtlas(soundBriefing({ plan: { action: 'exit', confidence: 0.62 }, position })).vote).toBe('reject');
  expect(
    judgeAsAtlas(soundBriefing({ plan: { action: 'exit', confidence: 0.8 }, position: { ...position, pnlPct: -0.08 } }))
      .vote,
  ).toBe('approve');
});

test('ATLAS asks no target of what a strategy found, and refuses it where its trades lost', () => {
  const found = (edgeR: number) =>
    soundBriefing({ plan: { strategy: 'trend-majors@3', rewardRisk: null, target: null, targetPct: null, edgeR } });
  expect(judgeAsAtlas(found(0.1))).toMatchObject({ vote: 'approve', concerns: [] });
  expect(judgeAsAtlas(found(-0.2))).toMatchObject({ vote: 'reject', concerns: [{ topic: 'no_edge' }] });
});

test.each([
  ['costs that eat the gain', soundBriefing({ market: { roundTripBps: 600, costShare: 0.45 } }), 'costs'],
  [
    'an order too large for the hour',
    soundBriefing({ market: { volume1hUsd: 300, volumeShare: 0.15 } }),
    'thin_market',
  ],
  ['a price that ran away', soundBriefing({ market: { driftPct: 0.035 } }), 'drift'],
])('SCOUT refuses %s', (_, briefing, topic) => {
  expect(judgeAsScout(briefing)).toMatchObject({ vote: 'reject', concerns: [expect.objectContaining({ topic })] });
});

test('SCOUT abstains without volume', () => {
  expect(judgeAsScout(soundBriefing({ market: { volume1hUsd: null } }))).toMatchObject({
    vote: 'abstain',
    probability: 0.5,
  });
});

test('GROWTH abstains on too few trades and refuses a losing pattern', () => {
  expect(judgeAsGrowth(soundBriefing()).vote).toBe('abstain');
  const losing = { trades: 8, wins: 1, losses: 7, pnlUsd: -40 };
  expect(judgeAsGrowth(soundBriefing({ record: record({ token: losing, company: losing }) })).vote).toBe('reject');
});

test('INTEL refuses a move that is over with nothing to back it', () => {
  expect(judgeAsIntel(soundBriefing({ plan: { evidenceCount: 0 }, market: { change24hPct: 1.2 } })).vote).toBe(
    'reject',
  );
});

test('OBSERVER refuses an entry without a stop', () => {
  expect(judgeAsObserver(soundBriefing({ plan: { stopLoss: null } })).vote).toBe('reject');
});

test('a probability is the one of the side taken, whatever the numbers', () => {
  const numbers = fc.record({
    drawdownPct: fc.double({ min: 0, max: 1, noNaN: true }),
    exposureAfterPct: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 10, noNaN: true }), (portfolio, stopAtrs) => {
      const { probability } = judgeAsSage(soundBriefing({ portfolio, market: { stopAtrs } }));
      expect(probability).toBeGreaterThanOrEqual(0.5);
      expect(probability).toBeLessThanOrEqual(0.97);
    }),
  );
});

test('more drawdown never makes SAGE more willing', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const bad = (drawdownPct: number) => {
        const { vote, probability } = judgeAsSage(soundBriefing({ portfolio: { drawdownPct } }));
        return vote === 'reject' ? probability : 1 - probability;
      };
      expect(bad(Math.max(a, b))).toBeGreaterThanOrEqual(bad(Math.min(a, b)) - 1e-9);
    }),
  );
});

test('in a tie ATLAS goes with those whose votes have held, and only in a tie', () => {
  const tied = (trust: { readonly sage: number; readonly scout: number }) =>
    judgeAsAtlas(
      soundBriefing({
        plan: { edgeR: 0.05, rewardRisk: 2 },
        heard: [
          { agentId: 'sage', vote: 'reject', probability: 0.6, trust: trust.sage },
          { agentId: 'scout', vote: 'approve', probability: 0.7, trust: trust.scout },
        ],
      }),
    );
  expect(tied({ sage: 0, scout: 0 }).probability).toBeLessThanOrEqual(0.55);
  expect(tied({ sage: 0.2, scout: -0.2 }).vote).toBe('reject');
  expect(tied({ sage: -0.2, scout: 0.2 }).vote).toBe('approve');
  const sure = (trust: number) =>
    judgeAsAtlas(soundBriefing({ heard: [{ agentId: 'sage', vote: 'approve', probability: 0.9, trust }] }));
  expect(sure(-0.2)).toEqual(sure(0.2));
});
