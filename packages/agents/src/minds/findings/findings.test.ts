import { agentIds } from '@atc/core/company/roster';
import { expect, test } from 'vitest';
import type { TalkBriefing } from '../talk.ts';
import { soundBriefing } from '../testing/sound-briefing.ts';
import { soundTalk } from '../testing/sound-talk.ts';
import { answerFor, kindOf } from './answers.ts';
import type { Answer, Claim } from './claim.ts';
import { type Finding, factsOf, findingsOf, stanceOn } from './findings.ts';
import { madeIn, pointOf } from './points.ts';

const regime: NonNullable<TalkBriefing['regime']> = {
  name: 'rising',
  leader: 'BTC',
  leaderTrend: 0.03,
  breadth: 0.7,
  change: 0.04,
  correlation: 0.6,
  tokens: 10,
};
const strategies: NonNullable<TalkBriefing['strategies']> = [
  { name: 'trend@3', state: 'active', expectedPct: 0.02, liveTrades: 17, livePct: -0.004, reason: 'passed' },
  { name: 'carry@1', state: 'tested', expectedPct: null, liveTrades: 0, livePct: null, reason: 'PBO 0.62' },
];
const whole = soundTalk({ regime, strategies, proposal: soundBriefing() });
const roll = () => 0.3;

function claimOf(findings: readonly Finding[], source: string): Claim {
  const found = findings.find(({ claim }) => claim.source === source);
  if (!found) throw new Error(`nothing is claimed of ${source}`);
  return found.claim;
}

test('one move is a reason to buy for INTEL and to wait for SAGE', () => {
  const source = 'movers.BONK.change24hPct';
  const [intel, sage] = [claimOf(findingsOf(whole, 'intel'), source), claimOf(findingsOf(whole, 'sage'), source)];
  expect(intel).toMatchObject({ figure: '8.7 %', value: 0.087, about: { kind: 'token', name: 'BONK' }, stance: 1 });
  expect(sage).toMatchObject({ figure: '8.7 %', value: 0.087, stance: -1 });
});

test.each(agentIds)('%s claims nothing twice, with a stance from −1 to 1, a figure and a name', (agent) => {
  const findings = findingsOf(whole, agent);
  expect(new Set(findings.map(({ claim }) => claim.id)).size).toBe(findings.length);
  expect(findings.length).toBeGreaterThanOrEqual(8);
  for (const { claim, fact } of findings) {
    expect(Math.abs(claim.stance)).toBeLessThanOrEqual(1);
    expect(claim.figure).toMatch(/\d/);
    expect(/\d/.test(fact.on) || fact.on.includes(fact.about.name)).toBe(true);
  }
});

test('every kind of fact is claimed by somebody', () => {
  const kinds = new Set(agentIds.flatMap((agent) => findingsOf(whole, agent).map(({ fact }) => fact.kind)));
  expect([...new Set(factsOf(whole).map(({ kind }) => kind))].filter((kind) => !kinds.has(kind))).toEqual([]);
});

test('of a proposal each takes the side that it would vote for', () => {
  const shown = { of: 300, paid: 60, needs: 0.44, telling: true, shown: 'loses' } as const;
  const against = soundBriefing({ plan: { rewardRisk: 0.4, targetPct: 0.04, edgeR: -0.4, odds: shown } });
  const stance = (proposal = soundBriefing()) =>
    claimOf(findingsOf(soundTalk({ proposal }), 'atlas'), 'proposal.plan.rewardRisk').stance;
  expect(stance()).toBeGreaterThan(0.5);
  expect(stance(against)).toBeLessThan(-0.5);
});

test.each([
  [0.3, 'concedes'],
  [0.31, 'adds'],
  [0.59, 'adds'],
  [0.6, 'disputes'],
] as const)('stances %d apart make a reply that %s', (distance, kind) => {
  expect(kindOf(distance)).toBe(kind);
});

test('what is answered is the claim that lies farthest, once, with whose it is and its figure', () => {
  const sage = findingsOf(whole, 'sage');
  const intel = findingsOf(whole, 'intel');
  const moved = claimOf(intel, 'movers.BONK.change24hPct');
  const week = claimOf(intel, 'regime.change');
  const heard = [{ claim: moved }, { claim: week }];
  const answer = answerFor('sage', sage, heard);
  expect(answer).toEqual({ to: moved.id, agentId: 'intel', figure: '8.7 %', about: 'BONK', kind: 'disputes' });
  const own = { claim: claimOf(sage, 'regime.breadth'), ...(answer ? { answer } : {}) };
  expect(answerFor('sage', sage, [...heard, own])?.to).toBe(week.id);
  expect(answerFor('intel', intel, heard)).toBeNull();
});

test('of what it has no view of an agent adds to the last claim', () => {
  const held = claimOf(findingsOf(whole, 'growth'), 'desk.signals');
  expect(answerFor('atlas', [], [{ claim: held }])).toMatchObject({ to: held.id, kind: 'adds' });
});

test('a stance on a subject is the mean of what may be claimed of it', () => {
  const findings = findingsOf(whole, 'sage').filter(({ claim }) => claim.about.name === 'SOL');
  const mean = findings.reduce((sum, { claim }) => sum + claim.stance, 0) / findings.length;
  expect(stanceOn(findings, { name: 'SOL' })).toBeCloseTo(mean, 2);
  expect(stanceOn(findings, { name: 'DOGE' })).toBeNull();
});

test('who disputes speaks of what is disputed', () => {
  const claim = claimOf(findingsOf(whole, 'intel'), 'signals.BONK.confidence');
  const talk = soundTalk({ regime });
  const point = pointOf(talk, 'sage', { heard: [{ claim }], earlier: [], roll });
  expect(point).toMatchObject({ answer: { kind: 'disputes', about: 'BONK' }, claim: { about: { name: 'BONK' } } });
});

test('what another figure of the same fact was is recalled, with whose it was and when', () => {
  const before = { ...claimOf(findingsOf(whole, 'sage'), 'regime.breadth'), figure: '3 of 10 tokens' };
  const talk = soundTalk({ regime, heard: [] });
  const earlier = [{ claim: before, daysAgo: 1 }];
  expect(pointOf(talk, 'atlas', { heard: [], earlier, roll })?.recall).toEqual({
    ...{ agentId: 'sage', figure: '3 of 10 tokens', daysAgo: 1 },
  });
});

test('a standup begins with the market, and what has no price comes before all else', () => {
  const standup = soundTalk({ regime, heard: [] });
  const source = (talk: typeof standup) => pointOf(talk, 'atlas', { heard: [], earlier: [], roll })?.claim.source;
  expect(source(standup)).toBe('regime.breadth');
  expect(source({ ...standup, unpriced: [{ symbol: 'PYTH', minutes: 185 }] })).toBe('unpriced.PYTH.minutes');
});

test('nobody is held to a figure that its words do not hold', () => {
  const claim = claimOf(findingsOf(whole, 'sage'), 'regime.breadth');
  const answer: Answer = { to: '1:x', agentId: 'intel', figure: '8.7 %', about: 'BONK', kind: 'disputes' };
  const made = { claim, answer };
  expect(madeIn(`INTEL, ${claim.figure} it is.`, made)).toEqual(made);
  expect(madeIn(`It is ${claim.figure}.`, made)).toEqual({ claim });
  expect(madeIn('Noted.', made)).toEqual({});
});
