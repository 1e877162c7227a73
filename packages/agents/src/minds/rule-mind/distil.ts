import type { AgentId } from '@atc/core/company/roster';
import { confidenceRanges, type MemoryType } from '@atc/core/loop/memories';
import type { DistilBriefing, Distillation, Learned } from '../distillation.ts';
import { choicesOf } from './strategy-choices.ts';
import { hours, pct } from './voices/figure.ts';

const TRADES = 2;
/** Trades that make a strategy. */
const FEWEST_FOR_STRATEGY = 10;

/**
 * What a conversation comes to by rule: what the books say of trades that were spoken of and of how the desk trades.
 * Who said what is no memory. The more spoke of a trade, the surer.
 */
export function distilByRule(briefing: DistilBriefing): Distillation {
  return {
    memories: [...tradesOf(briefing), ...strategyOf(briefing)],
    actions: [...actionsOf(briefing), ...(briefing.strategies ? choicesOf(briefing.strategies) : [])],
  };
}

const words = (text: string): ReadonlySet<string> => new Set(text.toUpperCase().split(/[^A-Z0-9]+/));

/** Who spoke of a token, each once, in order. */
function speakersOf({ said }: DistilBriefing, symbol: string): readonly AgentId[] {
  return [...new Set(said.filter(({ text }) => words(text).has(symbol)).map(({ agentId }) => agentId))];
}

/** The lowest confidence of the type, and more for each who spoke of it. */
function sureOf(type: MemoryType, speakers: number): number {
  const [lowest, highest] = confidenceRanges[type];
  return Math.round(Math.min(highest, lowest + 0.04 * speakers) * 100) / 100;
}

function ownerOf({ participants }: DistilBriefing, wanted: readonly AgentId[]): AgentId {
  return wanted.find((agent) => participants.includes(agent)) ?? participants[0] ?? 'growth';
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
      content: `${symbol} ${lost ? 'lost' : 'made'} ${pct(Math.abs(pnlPct))} in ${hours(holdHours)}, ended by ${end}.`,
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

/** Whether something of a conversation's briefing is wanted: its format, and what is held. */
export type Wishes = Pick<DistilBriefing, 'format' | 'held' | 'options'>;

/** The options that a conversation asks for, by rule. */
export function actionsOf({ format, held, options }: Wishes): string[] {
  const wanted = {
    morning_standup: ['research'],
    position_review: held.some(({ pnlPct }) => pnlPct < 0) ? ['review_positions'] : [],
    // What these come to are decisions on strategies, by the figures that stand beside them.
    post_mortem: [],
    strategy_session: [],
    debate: [],
    watercooler: [],
  }[format];
  return options.map(({ id }) => id).filter((id) => wanted.some((one) => one === id));
}
