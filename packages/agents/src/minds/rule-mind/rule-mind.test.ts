import { type AgentId, agentIds } from '@atc/core/company/roster';
import { seededDice } from '@atc/core/kernel/dice';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ungroundedNumbers } from '../grounding.ts';
import type { ReviewBriefing } from '../review.ts';
import { soundBriefing } from '../testing/sound-briefing.ts';
import { ruleMind } from './index.ts';
import { habitsOf } from './speech/habits.ts';

const mind = ruleMind(seededDice('1'));
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const record = fc.record({ trades: fc.nat(30), wins: fc.nat(15), losses: fc.nat(15), pnlUsd: real(-500, 500) });

const briefings: fc.Arbitrary<ReviewBriefing> = fc
  .record({
    key: fc.string({ minLength: 1, maxLength: 30 }),
    plan: fc.record({
      action: fc.constantFrom('entry', 'scale_up', 'scale_down', 'exit'),
      sizeUsd: maybe(real(10, 60)),
      confidence: maybe(real(0, 1)),
      rewardRisk: maybe(real(0, 6)),
      stopPct: maybe(real(0, 0.6)),
      targetPct: maybe(real(0, 2)),
      riskUsd: maybe(real(0, 40)),
      riskPct: maybe(real(0, 0.05)),
      edgeR: maybe(real(-1, 3)),
      winChance: maybe(real(0, 1)),
      stopLoss: maybe(fc.constantFrom('0.00002188', '141.25')),
      evidenceCount: fc.nat(9),
    }),
    market: fc.record({
      driftPct: maybe(real(-0.1, 0.1)),
      atrPct: maybe(real(0, 0.3)),
      stopAtrs: maybe(real(0, 10)),
      change24hPct: maybe(real(-0.9, 3)),
      volume1hUsd: maybe(real(0, 1e7)),
      volumeShare: maybe(real(0, 1)),
      roundTripBps: maybe(real(0, 2000)),
      costShare: maybe(real(0, 2)),
    }),
    portfolio: fc.record({
      equityUsd: real(1, 5000),
      exposurePct: real(0, 1),
      exposureAfterPct: real(0, 1),
      drawdownPct: real(0, 0.9),
      dayPnlUsd: real(-200, 200),
      openPositions: fc.nat(5),
      nearestCorrelation: maybe(real(-1, 1)),
      correlatedCount: fc.nat(3),
    }),
    position: maybe(
      fc.record({
        pnlPct: real(-0.9, 3),
        pnlUsd: real(-60, 200),
        holdHours: real(0, 200),
        entryPrice: fc.constant('0.00002431'),
        stopLoss: fc.constant('0.00002'),
        fraction: real(0.1, 1),
      }),
    ),
    record: fc.record({
      token: record,
      source: record,
      sourceName: maybe(fc.constantFrom('scanner:breakout', 'whale watch')),
      company: record,
    }),
  })
  .map((changes) => soundBriefing(changes as Parameters<typeof soundBriefing>[0]));

const sentences = (text: string) => text.split(/(?<=[.?!;])\s+/);

async function reviewBy(order: readonly AgentId[], briefing: ReviewBriefing) {
  const said = [];
  let heard = briefing.heard;
  for (const agentId of order) {
    const opinion = await mind.review({ ...briefing, heard }, agentId);
    heard = [...heard, { agentId, vote: opinion.vote, probability: opinion.probability }];
    said.push({ agentId, opinion, heard });
  }
  return said;
}

test('every number that anybody says is in the briefing', async () => {
  await fc.assert(
    fc.asyncProperty(briefings, async (briefing) => {
      for (const { opinion, heard } of await reviewBy(agentIds, briefing)) {
        expect(ungroundedNumbers(`${opinion.text} ${opinion.reason}`, { ...briefing, heard })).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('nothing is said twice in one conversation, and nobody talks for long', async () => {
  await fc.assert(
    fc.asyncProperty(briefings, async (briefing) => {
      const said = await reviewBy(['scout', 'sage', 'atlas'], briefing);
      const all = said.flatMap(({ opinion }) => sentences(opinion.text));
      expect(new Set(all).size).toBe(all.length);
      for (const { opinion } of said) expect(opinion.text).not.toMatch(/undefined|null|NaN|Infinity|\s{2}/);
    }),
    { numRuns: 300 },
  );
});

test('the same briefing is always answered the same way', async () => {
  expect(await mind.review(soundBriefing(), 'sage')).toEqual(
    await ruleMind(seededDice('1')).review(soundBriefing(), 'sage'),
  );
});

test('different subjects are phrased differently', async () => {
  const texts = await Promise.all(
    Array.from({ length: 20 }, (_, i) => mind.review(soundBriefing({ key: `entry|BONK|${i}` }), 'atlas')),
  );
  expect(new Set(texts.map(({ text }) => text)).size).toBeGreaterThan(6);
});

test('ATLAS always comes to the risk-reward', async () => {
  for (let i = 0; i < 12; i += 1)
    expect((await mind.review(soundBriefing({ key: `k${i}` }), 'atlas')).text).toMatch(/risk-reward/i);
});

test('SAGE always cites a probability and the book', async () => {
  for (let i = 0; i < 12; i += 1) {
    const { text } = await mind.review(soundBriefing({ key: `k${i}` }), 'sage');
    expect(text).toMatch(/exposure|drawdown|off the peak|at risk/i);
    expect(text).toMatch(/%/);
  }
});

test('SCOUT gives the exact price and the second', async () => {
  for (let i = 0; i < 12; i += 1) {
    const { text } = await mind.review(soundBriefing({ key: `k${i}` }), 'scout');
    expect(text).toContain('0.00002434');
    expect(text).toContain('10:05:00 UTC');
  }
});

test('an invented number is found', () => {
  expect(ungroundedNumbers('up 12.5% at 0.00002434, 77 whales', soundBriefing({ plan: { targetPct: 0.125 } }))).toEqual(
    ['77'],
  );
});

test.each(agentIds)('a grown voice is heard in the reviews of %s, and changes no vote', async (agent) => {
  const voice: ReviewBriefing['voice'] = [
    { kind: 'seasoned', about: null },
    { kind: 'fixed_on', about: 'BONK' },
  ];
  const keys = Array.from({ length: 40 }, (_, n) => `grown ${n}`);
  const before = await Promise.all(keys.map((key) => mind.review(soundBriefing({ key }), agent)));
  const after = await Promise.all(keys.map((key) => mind.review(soundBriefing({ key, voice }), agent)));
  const habits = habitsOf(agent, voice);
  const heard = after.filter(({ text }) => habits.some((line) => text.includes(line)));
  // 40 rolls of one half: ten to thirty, within 3.2 standard errors.
  expect(heard.length).toBeGreaterThanOrEqual(10);
  expect(heard.length).toBeLessThanOrEqual(30);
  expect(after.map(({ vote, probability, reason }) => [vote, probability, reason])).toEqual(
    before.map(({ vote, probability, reason }) => [vote, probability, reason]),
  );
});

test.each(agentIds)(
  '%s speaks of no stop, no reason and no price where none is fresh, and adds nothing to it',
  async (agent) => {
    const market = { stale: true, priceAgeMinutes: 185 };
    for (let n = 0; n < 30; n += 1) {
      const adding = soundBriefing({ key: `blind ${n}`, market });
      const leaving = soundBriefing({ key: `blind ${n}`, market, plan: { action: 'exit' } });
      const [no, yes] = await Promise.all([adding, leaving].map((briefing) => mind.review(briefing, agent)));
      expect([no?.vote, yes?.vote]).toEqual(['reject', 'approve']);
      for (const said of [no, yes]) {
        expect(said?.text).toMatch(/price/i);
        expect(said?.text).not.toMatch(/exit path|stop does its job|let the stop|trades at|prints/);
      }
      expect(ungroundedNumbers(no?.text ?? '', adding)).toEqual([]);
    }
  },
);
