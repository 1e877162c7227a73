import { type AgentId, agentIds } from '@atc/core/company/roster';
import { seededDice } from '@atc/core/kernel/dice';
import { expect, test } from 'vitest';
import type { TalkBriefing } from '../talk.ts';
import { soundBriefing } from '../testing/sound-briefing.ts';
import { ruleMind } from './index.ts';

const mind = ruleMind(seededDice('7'));
const tokens = ['BONK', 'WIF', 'SOL', 'JUP', 'POPCAT', 'PYTH', 'RAY', 'MEW'];
const TURNS = 5;

type Subject = 'market' | 'book';

interface Sample {
  readonly agent: AgentId;
  readonly text: string;
}

/**
 * The facts of a talk about what moves and signals, or about what is held and was closed: nothing of the one is in the
 * other.
 */
function facts(subject: Subject, n: number, heard: TalkBriefing['heard']): TalkBriefing {
  const symbol = (i: number) => tokens[(n * 3 + i) % tokens.length] ?? 'BONK';
  const ofMarket = <T>(list: readonly T[]): T[] => (subject === 'market' ? [...list] : []);
  const ofBook = <T>(list: readonly T[]): T[] => (subject === 'book' ? [...list] : []);
  const closed = { symbol: symbol(2), pnlUsd: n - 9.2, pnlPct: 0.07, exitReason: 'take_profit', holdHours: 6.5 };
  return {
    key: `${subject} ${n} ${heard.length}`,
    format: subject === 'market' ? 'morning_standup' : 'post_mortem',
    topic: subject === 'market' ? `what ${symbol(0)} means for us` : "what the day's trades taught us",
    at: new Date(Date.UTC(2025, 2, 1 + (n % 28), 14, n % 60, 7)).toISOString(),
    turnNo: heard.length + 1,
    turnsPlanned: 12,
    temperature: 0.6,
    books: {
      ...{ equityUsd: 980 + n * 1.37, cashUsd: 700 + n, exposureUsd: 60 + n, dayPnlUsd: n - 20.5 },
      ...{ drawdownPct: 0.001 * n, openPositions: n % 4, wins: n, losses: n + 2 },
    },
    desk: { proposals: n + 5, refused: n, failedSteps: n % 3, trades: n % 8, signals: n + 9 },
    held: ofBook([0, 1, 2]).map((i) => ({
      ...{ symbol: symbol(i), pnlUsd: n / 3 - 5, pnlPct: 0.01 * n, toStopPct: 0.1, holdHours: n + 0.5 },
    })),
    lastTrade: subject === 'book' ? closed : null,
    movers: ofMarket([0, 1, 2, 3]).map((i) => ({ symbol: symbol(i), price: `1.0${n}`, change24hPct: 0.02 * i - 0.03 })),
    signals: ofMarket([3, 4]).map((i) => ({ symbol: symbol(i), confidence: 0.7, source: 'scanner:breakout' })),
    heard,
    openings: [],
    voice: [],
  };
}

async function talks(agent: AgentId, n: number, subject: Subject): Promise<Sample> {
  const other = agent === 'atlas' ? 'sage' : 'atlas';
  let heard: TalkBriefing['heard'] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { text } = await mind.speak(facts(subject, n, heard), agent, AbortSignal.timeout(1000));
    heard = [...heard, { agentId: agent, text }, { agentId: other, text: `Something else ${turn}.` }];
  }
  return { agent, text: heard.flatMap((said) => (said.agentId === agent ? said.text : [])).join(' ') };
}

/** What an agent says in five desk reviews: other sentences than in any talk. */
async function reviews(agent: AgentId, n: number): Promise<Sample> {
  const texts: string[] = [];
  for (let k = n * TURNS; k < (n + 1) * TURNS; k += 1) texts.push((await mind.review(proposal(k), agent)).text);
  return { agent, text: texts.join(' ') };
}

function proposal(k: number) {
  const trades = 1 + (k % 9);
  const record = { trades, wins: k % (trades + 1), losses: trades - (k % (trades + 1)), pnlUsd: (k % 13) - 6 };
  return soundBriefing({
    key: `proposal ${k}`,
    plan: {
      symbol: tokens[k % tokens.length] ?? 'BONK',
      action: k % 3 === 0 ? 'scale_up' : 'entry',
      ...{ confidence: 0.5 + 0.05 * (k % 9), rewardRisk: 0.8 + 0.2 * (k % 8), stopPct: 0.05 + 0.03 * (k % 9) },
      ...{ edgeR: 0.1 * (k % 9) - 0.2, riskPct: 0.003 * (1 + (k % 8)) },
    },
    market: { roundTripBps: 10 + 60 * (k % 7), driftPct: 0.01 * (k % 4), stopAtrs: 0.5 + 0.5 * (k % 7) },
    portfolio: { drawdownPct: 0.02 * (k % 8), exposureAfterPct: 0.1 * (k % 9) },
    record: { token: record, source: record, sourceName: 'scanner:breakout', company: record },
  });
}

const NAMES = new RegExp(`\\b(${[...agentIds, ...tokens].join('|')})\\b`, 'gi');
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(NAMES, '')
    .toLowerCase()
    .match(/[a-z']{2,}/g) ?? [];

/** A naive Bayes classifier over words; names, tokens and figures are taken out before. */
function train(samples: readonly Sample[]): (text: string) => AgentId | undefined {
  const words = new Map(
    agentIds.map((agent) => [agent, samples.filter((one) => one.agent === agent).flatMap(({ text }) => wordsOf(text))]),
  );
  const counts = new Map(agentIds.map((agent) => [agent, Map.groupBy(words.get(agent) ?? [], (word) => word)]));
  const likelihood = (agent: AgentId, text: string) =>
    wordsOf(text).reduce((sum, word) => {
      const seen = counts.get(agent)?.get(word)?.length ?? 0;
      return sum + Math.log((seen + 0.1) / ((words.get(agent)?.length ?? 0) + 100));
    }, 0);
  return (text) => agentIds.toSorted((a, b) => likelihood(b, text) - likelihood(a, text))[0];
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const everybody = (from: number, to: number, say: (agent: AgentId, n: number) => Promise<Sample>) =>
  Promise.all(range(from, to).flatMap((n) => agentIds.map((agent) => say(agent, n))));
const ofMarket = everybody(0, 30, (agent, n) => talks(agent, n, 'market'));
const ofBook = everybody(30, 60, (agent, n) => talks(agent, n, 'book'));
const ofReviews = everybody(0, 40, reviews);

test.each([
  {
    known: [ofMarket],
    from: 'talks about the market',
    unseen: ofBook,
    where: 'talks about what is held and was closed',
  },
  {
    known: [ofBook],
    from: 'talks about what is held and was closed',
    unseen: ofMarket,
    where: 'talks about the market',
  },
  { known: [ofMarket, ofBook], from: 'all talks', unseen: ofReviews, where: 'desk reviews' },
])(
  'who knows the six voices from $from tells them apart in $where: 95 of 100 samples of five turns, names removed',
  async ({ known, unseen }) => {
    const classify = train((await Promise.all(known)).flat());
    const samples = await unseen;
    const right = samples.filter(({ agent, text }) => classify(text) === agent);
    expect(samples.length).toBeGreaterThanOrEqual(180);
    expect(right.length / samples.length).toBeGreaterThanOrEqual(0.95);
  },
);
