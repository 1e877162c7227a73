import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewBriefing } from '../../review.ts';
import { soundBriefing } from '../../testing/sound-briefing.ts';
import { judgeAs } from './judges.ts';
import { judgeAsAtlas } from './rules/atlas.ts';
import { judgeAsGrowth } from './rules/growth.ts';
import { judgeAsIntel } from './rules/intel.ts';
import { judgeAsObserver } from './rules/observer.ts';
import { judgeAsSage } from './rules/sage.ts';
import { judgeAsScout } from './rules/scout.ts';

const noTrades = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };
const record = (changes: object) => ({
  ...{ token: noTrades, source: noTrades, sourceName: 'kol', company: noTrades },
  ...changes,
});
const winner = {
  ...{ pnlPct: 0.08, pnlUsd: 4, holdHours: 5, entryPrice: '0.000024', stopLoss: '0.0000216', fraction: 1 },
};
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
  ['a stop inside the noise of one hour', soundBriefing({ market: { stopAtrs: 0.7 } }), 'tight_stop'],
  ['a deep drawdown', soundBriefing({ portfolio: { drawdownPct: 0.12 } }), 'drawdown'],
  [
    'a third token of the same move',
    soundBriefing({ portfolio: { nearestCorrelation: 0.9, correlatedCount: 2 } }),
    'correlation',
  ],
])('SAGE vetoes %s', (_, briefing, topic) => {
  const judgement = judgeAsSage(briefing);
  expect(judgement.vote).toBe('reject');
  expect(judgement.probability).toBeGreaterThanOrEqual(VETO);
  expect(judgement.concerns[0]?.topic).toBe(topic);
});

test('SAGE refuses a token whose worst day went through four of its stops, and likes a calm one better', () => {
  const bad = (worstDay72hStops: number) => judgeAsSage(soundBriefing({ market: { worstDay72hStops } }));
  expect(bad(4.2)).toMatchObject({ vote: 'reject', concerns: [{ topic: 'tail' }] });
  expect(bad(0.8)).toMatchObject({ vote: 'approve', favours: [{ topic: 'calm' }] });
  expect(bad(0.8).probability).toBeGreaterThan(bad(2).probability);
});

test('SAGE refuses to buy into a falling market without a veto, and lets what is held go', () => {
  const market = { regime: falling };
  expect(judgeAsSage(soundBriefing({ market }))).toMatchObject({
    ...{ vote: 'reject', probability: 0.62 },
    concerns: [{ topic: 'falling_market' }],
  });
  expect(judgeAsSage(soundBriefing({ market, plan: { action: 'exit' } })).vote).toBe('approve');
});

test('two losses put a token on probation: SAGE says so and lets a probe of it pass', () => {
  const judgement = judgeAsSage(soundBriefing({ plan: { probation: { losses30d: 2, probeUsd: 20 } } }));
  expect(judgement).toMatchObject({ vote: 'approve', concerns: [{ topic: 'probation' }] });
  expect(judgement.probability).toBeLessThan(judgeAsSage(soundBriefing()).probability);
});

test('SAGE opposes an exit whose gain the stop keeps, and no other', () => {
  const leaving = (protectedShare: number | null) =>
    judgeAsSage(soundBriefing({ plan: { action: 'exit' }, position: { ...winner, protectedShare } }));
  expect(leaving(0.8)).toMatchObject({ vote: 'reject', concerns: [{ topic: 'gain_protected' }] });
  expect(leaving(0.8).probability).toBeLessThan(VETO);
  expect(leaving(0.3).vote).toBe('approve');
  expect(leaving(null).vote).toBe('approve');
});

const heard = (agentId: ReviewBriefing['heard'][number]['agentId'], probability: number, written = false) => ({
  ...{ agentId, vote: 'reject' as const, probability },
  ...(written ? { written: true as const } : {}),
});

test.each([
  ['what is shown to lose', soundBriefing({ plan: { odds: losing } }), 'shown_to_lose'],
  ['a strategy that loses', soundBriefing({ plan: { strategy: 'trend@1', edgeR: -0.05 } }), 'no_edge'],
  ['costs that eat the edge', soundBriefing({ plan: { edgeR: null, costR: 0.15 } }), 'costs'],
  ["SAGE's strong no", soundBriefing({ heard: [heard('sage', 0.7)] }), 'sage_objects'],
  ["SCOUT's strong no", soundBriefing({ heard: [heard('scout', 0.82)] }), 'scout_objects'],
])('ATLAS refuses %s', (_, briefing, topic) => {
  expect(judgeAsAtlas(briefing)).toMatchObject({
    vote: 'reject',
    concerns: expect.arrayContaining([expect.objectContaining({ topic })]),
  });
});

test('ATLAS hears a written no, and a spoken one weighs more', () => {
  const bad = (votes: ReviewBriefing['heard']) => {
    const { vote, probability } = judgeAsAtlas(soundBriefing({ heard: votes }));
    return vote === 'reject' ? probability : 1 - probability;
  };
  for (const probability of [0.55, 0.7, 0.9]) {
    expect(bad([heard('scout', probability, true)])).toBeGreaterThan(bad([]));
    expect(bad([heard('scout', probability)])).toBeGreaterThan(bad([heard('scout', probability, true)]));
  }
});

test('ATLAS overrules a doubtful no of SAGE when the rest is in order', () => {
  expect(judgeAsAtlas(soundBriefing({ heard: [heard('sage', 0.6)] })).vote).toBe('approve');
});

test('ATLAS keeps what the chart still speaks for, and a winner whose sell signal is weak', () => {
  const leaving = (plan: object, chartNow: number | null, position = winner) =>
    judgeAsAtlas(soundBriefing({ plan: { action: 'exit', ...plan }, market: { chartNow }, position }));
  expect(leaving({ confidence: 0.9 }, 0.62)).toMatchObject({
    vote: 'reject',
    concerns: [{ topic: 'reasons_hold' }],
  });
  expect(leaving({ confidence: 0.62 }, 0.4).vote).toBe('reject');
  expect(leaving({ confidence: 0.9 }, 0.2)).toMatchObject({ vote: 'approve', favours: [{ topic: 'reasons_gone' }] });
  expect(leaving({ confidence: 0.62 }, 0.4, { ...winner, pnlPct: -0.08 }).vote).toBe('approve');
});

test('ATLAS asks no target of what a strategy found, and refuses it where its trades lost', () => {
  const found = (edgeR: number) =>
    soundBriefing({ plan: { strategy: 'trend-majors@3', rewardRisk: null, target: null, targetPct: null, edgeR } });
  expect(judgeAs('atlas', found(0.1))).toMatchObject({ vote: 'approve', concerns: [] });
  expect(judgeAs('atlas', found(-0.2))).toMatchObject({ vote: 'reject', concerns: [{ topic: 'no_edge' }] });
});

test.each([
  ['costs that are high', soundBriefing({ market: { roundTripBps: 45 } }), 'costs'],
  [
    'an order too large for the hour',
    soundBriefing({ market: { volume1hUsd: 300, volumeShare: 0.15 } }),
    'thin_market',
  ],
  ['a price that ran away from its signal', soundBriefing({ market: { sinceSignalPct: 0.035 } }), 'drift'],
  ['a token that has filled badly', soundBriefing({ market: { fills: { count: 6, slippageBps: 14 } } }), 'poor_fills'],
  ['an hour in which nothing trades', soundBriefing({ market: { hourVolumeRatio: 0.1 } }), 'quiet_market'],
])('SCOUT refuses %s', (_, briefing, topic) => {
  expect(judgeAsScout(briefing)).toMatchObject({ vote: 'reject', concerns: [expect.objectContaining({ topic })] });
});

test('SCOUT opposes an exit that costs a quarter of what the stop could still lose', () => {
  const position = { ...winner, toStopPct: 0.004, exitCostShare: 0.4 };
  expect(judgeAsScout(soundBriefing({ plan: { action: 'exit' }, position }))).toMatchObject({
    vote: 'reject',
    concerns: [{ topic: 'exit_costs' }],
  });
});

test('SCOUT abstains without volume', () => {
  expect(judgeAsScout(soundBriefing({ market: { volume1hUsd: null } }))).toMatchObject({
    vote: 'abstain',
    probability: 0.5,
  });
});

const foretold = (changes: Partial<ReviewBriefing['record']['foretold']>) => {
  const none = { of: 0, paid: 0, meanR: 0 };
  return { setup: none, token: none, hour: none, all: { of: 80, paid: 30, meanR: -0.05 }, ...changes };
};
const setupOf = (meanR: number) => foretold({ setup: { of: 20, paid: 8, meanR } });

test('GROWTH abstains on too little, and goes with the record of the setup', () => {
  expect(judgeAsGrowth(soundBriefing()).vote).toBe('abstain');
  const judged = (meanR: number) => judgeAsGrowth(soundBriefing({ record: record({ foretold: setupOf(meanR) }) }));
  expect(judged(-0.3)).toMatchObject({ vote: 'reject', concerns: [{ topic: 'setup_loses' }] });
  expect(judged(0.2)).toMatchObject({ vote: 'approve', favours: [{ topic: 'setup_earns' }] });
});

test('GROWTH opposes an exit by sell signals after which prices rose', () => {
  const leaving = (fell: number) =>
    judgeAsGrowth(soundBriefing({ plan: { action: 'exit' }, record: record({ sells: { of: 10, fell } }) }));
  expect(leaving(3)).toMatchObject({ vote: 'reject', concerns: [{ topic: 'poor_sells' }] });
  expect(leaving(7)).toMatchObject({ vote: 'approve', favours: [{ topic: 'good_sells' }] });
});

test('INTEL stands behind a case that others confirm, and not behind one that its own evidence contradicts', () => {
  const others = { buys: 3, sells: 0, otherSources: 3 };
  expect(judgeAsIntel(soundBriefing({ market: { signals24h: others } }))).toMatchObject({
    vote: 'approve',
    favours: [{ topic: 'confirmed' }, { topic: 'strong_case' }],
  });
  const plan = { confidence: 0.62, evidenceFor: 4, evidenceAgainst: 4 };
  expect(judgeAsIntel(soundBriefing({ plan })).vote).toBe('reject');
});

test.each([
  ['a stop that nobody planned', soundBriefing({ plan: { stopDefaulted: true } }), 'defaulted_stop'],
  ['a day with gaps', soundBriefing({ market: { recorded24hShare: 0.7 } }), 'gaps'],
  ['a signal of two hours ago', soundBriefing({ plan: { signalAgeMinutes: 130 } }), 'old_signal'],
  ['another try after losses', soundBriefing({ record: record({ tokenLossHours: 2, losses24h: 3 }) }), 'revenge'],
])('OBSERVER refuses %s', (_, briefing, topic) => {
  expect(judgeAsObserver(briefing)).toMatchObject({ vote: 'reject' });
  expect(judgeAsObserver(briefing).concerns[0]?.topic).toBe(topic);
});

test('a probability is the one of the side taken, whatever the numbers', () => {
  const numbers = fc.record({
    drawdownPct: fc.double({ min: 0, max: 1, noNaN: true }),
    nearestCorrelation: fc.double({ min: -1, max: 1, noNaN: true }),
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
