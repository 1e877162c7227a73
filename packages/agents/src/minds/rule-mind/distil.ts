import type { AgentId } from '@atc/core/company/roster';
import { sayCount } from '@atc/core/kernel/figures';
import { confidenceRanges, type MemoryType } from '@atc/core/loop/memories';
import type { DistilBriefing, Distillation, Learned } from '../distillation.ts';
import { choicesOf } from './strategy-choices.ts';
import { hours, pct } from './voices/figure.ts';

const TRADES = 2;
const TOKENS = 2;
/** Trades that make a strategy. */
const FEWEST_FOR_STRATEGY = 10;
const DOUBTS = 2;

/** What a conversation comes to by rule: its numbers are the books', its weight is how many spoke of a thing. */
export function distilByRule(briefing: DistilBriefing): Distillation {
  return {
    memories: [
      ...verdictOf(briefing),
      ...tradesOf(briefing),
      ...strategyOf(briefing),
      ...tokensOf(briefing),
      ...doubtsOf(briefing),
    ],
    actions: [...actionsOf(briefing), ...(briefing.strategies ? choicesOf(briefing.strategies) : [])],
  };
}

const words = (text: string): ReadonlySet<string> => new Set(text.toUpperCase().split(/[^A-Z0-9]+/));

/** Who spoke of a token, each once, in order. */
function speakersOf({ said }: DistilBriefing, symbol: string): readonly AgentId[] {
  return [...new Set(said.filter(({ text }) => words(text).has(symbol)).map(({ agentId }) => agentId))];
}

const nameOf = ({ format }: DistilBriefing): string => format.replaceAll('_', ' ');

/** The lowest confidence of the type, and more for each who spoke of it. */
function sureOf(type: MemoryType, speakers: number): number {
  const [lowest, highest] = confidenceRanges[type];
  return Math.round(Math.min(highest, lowest + 0.04 * speakers) * 100) / 100;
}

function ownerOf({ participants }: DistilBriefing, wanted: readonly AgentId[]): AgentId {
  return wanted.find((agent) => participants.includes(agent)) ?? participants[0] ?? 'growth';
}

function verdictOf({ verdict, topic, said, tokens }: DistilBriefing): readonly Learned[] {
  if (!verdict) return [];
  const { decision, decidedBy } = verdict;
  const done = decision === 'approve' ? 'approved' : 'rejected';
  const doubts = said.filter(({ stance }) => stance === 'doubts').length;
  return [
    {
      agentId: decidedBy,
      type: 'insight',
      content:
        `I ${done} "${topic}" after ${sayCount(said.length, 'turn')} of debate with ` + `${sayCount(doubts, 'doubt')}.`,
      confidence: sureOf('insight', doubts),
      token: tokens.find((symbol) => words(topic).has(symbol)) ?? null,
      tradeIds: [],
    },
  ];
}

function tradesOf(briefing: DistilBriefing): readonly Learned[] {
  const spoken = briefing.trades.filter(({ symbol }) => speakersOf(briefing, symbol).length > 0).slice(0, TRADES);
  return spoken.map(({ id, symbol, pnlPct, holdHours, exitReason }) => {
    const lost = pnlPct < 0;
    const type = lost ? 'lesson' : 'insight';
    const speakers = speakersOf(briefing, symbol).length;
    const end = exitReason.replaceAll('_', ' ');
    return {
      agentId: ownerOf(briefing, lost ? ['sage', 'growth', 'atlas'] : ['growth', 'atlas']),
      type,
      content:
        `${symbol} ${lost ? 'lost' : 'made'} ${pct(Math.abs(pnlPct))} in ${hours(holdHours)}, ended by ` +
        `${end}; ${speakers} of ${briefing.participants.length} went back to it at the ` +
        `${nameOf(briefing)}.`,
      confidence: sureOf(type, speakers),
      token: symbol,
      tradeIds: [id],
    };
  });
}

function strategyOf(briefing: DistilBriefing): readonly Learned[] {
  const { trades, wins, averagePct } = briefing.record;
  if (briefing.format !== 'strategy_session' || trades < FEWEST_FOR_STRATEGY) return [];
  const advice = averagePct > 0 ? 'keep to what works' : 'take less until it turns';
  return [
    {
      agentId: ownerOf(briefing, ['atlas']),
      type: 'strategy',
      content: `${wins} of ${trades} trades won in 30 days, ${pct(averagePct)} on average: ${advice}.`,
      confidence: sureOf('strategy', 1),
      token: null,
      tradeIds: [],
    },
  ];
}

function tokensOf(briefing: DistilBriefing): readonly Learned[] {
  // A debate is about its token anyway.
  if (briefing.verdict) return [];
  const traded = new Set(briefing.trades.map(({ symbol }) => symbol));
  return briefing.tokens
    .filter((symbol) => !traded.has(symbol))
    .map((symbol) => ({ symbol, speakers: speakersOf(briefing, symbol) }))
    .filter(({ speakers }) => speakers.length >= 2)
    .toSorted((a, b) => b.speakers.length - a.speakers.length)
    .slice(0, TOKENS)
    .map(({ symbol, speakers }) => ({
      agentId: speakers[0] ?? 'intel',
      type: 'insight',
      content:
        `${speakers.length} of ${briefing.participants.length} at the ${nameOf(briefing)} brought up ` +
        `${symbol}, I first.`,
      confidence: sureOf('insight', speakers.length),
      token: symbol,
      tradeIds: [],
    }));
}

/** Who doubted the same colleague again and again prefers figures from that one. */
function doubtsOf({ said, topic }: DistilBriefing): readonly Learned[] {
  const pairs = said.flatMap(({ agentId, stance, to }, i) => {
    const other = to ?? said[i - 1]?.agentId;
    return stance === 'doubts' && other && other !== agentId ? [{ agentId, other }] : [];
  });
  const groups = Map.groupBy(pairs, ({ agentId, other }) => `${agentId} ${other}`);
  return [...groups.values()].flatMap((doubts) => {
    const [pair] = doubts;
    if (!pair || doubts.length < DOUBTS) return [];
    const name = pair.other.toUpperCase();
    return [
      {
        agentId: pair.agentId,
        type: 'preference' as const,
        content: `I doubted ${name} ${sayCount(doubts.length, 'time')} over "${topic}": figures first from ${name}.`,
        confidence: sureOf('preference', doubts.length),
        token: null,
        tradeIds: [],
      },
    ];
  });
}

/** Whether something of a conversation's briefing is wanted: its format, what is held, the latest trades. */
export type Wishes = Pick<DistilBriefing, 'format' | 'held' | 'options'> & {
  readonly trades: readonly Pick<DistilBriefing['trades'][number], 'pnlPct'>[];
};

/** The options that a conversation asks for, by rule. */
export function actionsOf({ format, held, trades, options }: Wishes): string[] {
  const wanted = {
    morning_standup: ['research'],
    position_review: held.some(({ pnlPct }) => pnlPct < 0) ? ['review_positions'] : [],
    post_mortem: trades.some(({ pnlPct }) => pnlPct < 0) ? ['measure_book'] : [],
    strategy_session: ['review_performance'],
    debate: [],
    watercooler: [],
  }[format];
  return options.map(({ id }) => id).filter((id) => wanted.some((one) => one === id));
}
