import { type AgentId, agentIds } from '@atc/core/company/roster';
import { seededDice } from '@atc/core/kernel/dice';
import { expect, test } from 'vitest';
import { ungroundedNumbers } from '../../grounding.ts';
import type { TalkBriefing } from '../../talk.ts';
import { ruleMind } from '../index.ts';
import { habitsOf } from './habits.ts';
import { clauseOf } from './parts.ts';
import { shapeOf } from './speech.ts';

const mind = ruleMind(seededDice('7'));
const tokens = ['BONK', 'WIF', 'SOL', 'JUP', 'POPCAT', 'PYTH', 'RAY', 'MEW'];

const grown: TalkBriefing['voice'] = [
  { kind: 'seasoned', about: null },
  { kind: 'pattern_minded', about: null },
  { kind: 'fixed_on', about: 'WIF' },
];

/** Figures and tokens that differ with every case. */
function briefing(n: number, agent: AgentId, heard: TalkBriefing['heard'] = []): TalkBriefing {
  const symbol = (i: number) => tokens[(n * 3 + i) % tokens.length] ?? 'BONK';
  return {
    key: `case ${n} ${agent} ${heard.length}`,
    format: 'morning_standup',
    topic: `what ${symbol(0)} means for us`,
    at: new Date(Date.UTC(2025, 2, 1 + (n % 28), 14, n % 60, 7)).toISOString(),
    turnNo: heard.length + 1,
    turnsPlanned: 12,
    temperature: 0.6,
    books: {
      equityUsd: 980 + n * 1.37,
      cashUsd: 700 + n,
      exposureUsd: 60 + n,
      dayPnlUsd: n - 20.5,
      drawdownPct: 0.001 * n,
      openPositions: n % 4,
      wins: n,
      losses: n + 2,
    },
    desk: { proposals: n + 5, refused: n, failedSteps: n % 3, trades: n % 8, signals: n + 9 },
    held: [{ symbol: symbol(1), pnlUsd: n / 3 - 5, pnlPct: 0.01 * n, toStopPct: 0.1, holdHours: n + 0.5 }],
    lastTrade: { symbol: symbol(2), pnlUsd: 4.2, pnlPct: 0.07, exitReason: 'take_profit', holdHours: 6.5 },
    movers: [0, 1, 2, 3].map((i) => ({ symbol: symbol(i), price: `1.0${n}`, change24hPct: 0.02 * i - 0.01 * (n % 9) })),
    signals: [{ symbol: symbol(3), confidence: 0.7, source: 'scanner:breakout' }],
    heard,
    openings: [],
    voice: n % 2 === 0 ? [] : grown,
  };
}

async function fiveTurnsOf(agent: AgentId, n: number): Promise<string> {
  let heard: TalkBriefing['heard'] = [];
  const texts: string[] = [];
  const other = agent === 'atlas' ? 'sage' : 'atlas';
  for (let turn = 0; turn < 5; turn += 1) {
    const facts = briefing(n, agent, heard);
    const { text } = await mind.speak(facts, agent, AbortSignal.timeout(1000));
    expect(ungroundedNumbers(text, facts)).toEqual([]);
    texts.push(text);
    heard = [...heard, { agentId: agent, text }, { agentId: other, text: `Something else ${turn}.` }];
  }
  return texts.join(' ');
}

test.each(agentIds)('a grown voice is heard in %s, and says nothing twice in a talk', async (agent) => {
  const habits = habitsOf(agent, grown).map(clauseOf);
  const talks = await Promise.all([3, 5, 7, 9].map((n) => fiveTurnsOf(agent, n)));
  const before = await fiveTurnsOf(agent, 2);
  expect(talks.filter((text) => habits.some((line) => text.includes(line))).length).toBeGreaterThanOrEqual(3);
  expect(habits.some((line) => before.includes(line))).toBe(false);
  for (const text of talks) for (const line of habits) expect(text.split(line).length).toBeLessThanOrEqual(2);
});

test.each(agentIds)('%s opens eight talks a day for two weeks, and no two of two days running alike', async (agent) => {
  const opened: { readonly day: number; readonly first: string }[] = [];
  for (let day = 0; day < 14; day += 1)
    for (let nth = 0; nth < 8; nth += 1) {
      const recent = opened.filter((each) => each.day >= day - 1).map(({ first }) => first);
      const facts = { ...briefing(day, agent), key: `${day} ${nth}`, openings: recent };
      const { text } = await mind.speak(facts, agent, AbortSignal.timeout(1000));
      const first = text.split(/(?<=[.?!])\s+/)[0] ?? '';
      expect(recent.map(shapeOf)).not.toContain(shapeOf(first));
      opened.push({ day, first });
    }
});

test('twelve turns take less than 300 ms of processor time', async () => {
  await fiveTurnsOf('sage', 1);
  const before = process.cpuUsage();
  let heard: TalkBriefing['heard'] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const agentId = agentIds[turn % agentIds.length] ?? 'atlas';
    const { text } = await mind.speak(briefing(3, agentId, heard), agentId, AbortSignal.timeout(1000));
    heard = [...heard, { agentId, text }];
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(300);
});

test('who knows something of the topic’s token says it in most turns, and none in a talk of none', async () => {
  const naming = async (topic: string) => {
    const cases = Array.from({ length: 40 }, (_, n) => ({ ...briefing(1, 'sage'), topic, key: `focus ${n}` }));
    const said = await Promise.all(cases.map((facts) => mind.speak(facts, 'sage', AbortSignal.timeout(1000))));
    return said.filter(({ text }) => text.includes('POPCAT')).length;
  };
  const facts = briefing(1, 'sage');
  expect(facts.held[0]?.symbol).toBe('POPCAT');
  expect(await naming('is popcat too crowded?')).toBeGreaterThan(25);
  expect(await naming('the weather')).toBeLessThan(15);
});

test.each(agentIds)('%s says first what has no price, and nothing of its stop', async (agent) => {
  for (let n = 0; n < 30; n += 1) {
    const facts = { ...briefing(n, agent), held: [], unpriced: [{ symbol: 'PYTH', minutes: 185 }] };
    const { text } = await mind.speak(facts, agent, AbortSignal.timeout(1000));
    expect(text.split('.')[0]).toMatch(/PYTH.* 185 minutes|185 minutes.* PYTH/);
    expect(text).not.toMatch(/verified as present|armed and watched/);
    expect(ungroundedNumbers(text, facts)).toEqual([]);
  }
});

test.each(['atlas', 'sage', 'growth'] as const)(
  'at a strategy session %s says in most turns how a strategy stands, with figures of the table alone',
  async (agent) => {
    const strategies: TalkBriefing['strategies'] = [
      {
        name: 'trend-majors@3',
        state: 'active',
        expectedPct: 0.021,
        liveTrades: 17,
        livePct: -0.004,
        reason: 'passed',
      },
      { name: 'rotation@1', state: 'tested', expectedPct: null, liveTrades: 0, livePct: null, reason: 'PBO 0.62' },
    ];
    const speak = async (facts: TalkBriefing) => (await mind.speak(facts, agent, AbortSignal.timeout(1000))).text;
    let spoken = 0;
    for (let n = 0; n < 40; n += 1) {
      const facts = {
        ...briefing(1, agent),
        format: 'strategy_session' as const,
        topic: 'how we trade',
        key: `s ${n}`,
      };
      const text = await speak({ ...facts, strategies });
      if (/trend-majors|rotation/.test(text)) spoken += 1;
      expect(ungroundedNumbers(text, { ...facts, strategies })).toEqual([]);
      expect(await speak(facts)).not.toMatch(/trend-majors|rotation/);
    }
    expect(spoken).toBeGreaterThan(25);
  },
);
