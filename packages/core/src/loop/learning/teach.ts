import type { AgentId } from '../../company/roster/index.ts';
import { isPosted, sayRecord } from '../../desk/forecasts/index.ts';
import { sayPct, sayRatio, sayShare } from '../../kernel/figures/index.ts';
import { confidenceRanges, type MemoryDraft, type MemoryType, subjectOf } from '../memories/index.ts';
import { type ClosedTrade, type Dimension, dimensions, groupOf, type Influence, type Wanted } from './closed-trade.ts';

/** Trades that make a pattern. */
const FEWEST = 5;
/** Trades that make a strategy. */
const FEWEST_FOR_STRATEGY = 10;
/** How far a group's win rate must lie from the rest's, in standard errors. */
const TELLING = 1.28;

export interface GroupRecord {
  readonly dimension: Dimension;
  readonly value: string;
  readonly trades: number;
  readonly wins: number;
  readonly averagePct: number;
  /** Distance of its win rate from that of all trades, in standard errors of a group of its size. */
  readonly z: number;
}

/** The groups of a record in which trades went otherwise than on the whole, the plainest first. */
export function tellingGroups(record: readonly ClosedTrade[]): readonly GroupRecord[] {
  const share = record.filter(({ outcome }) => outcome === 'win').length / Math.max(1, record.length);
  return dimensions
    .flatMap((dimension) => groupsAlong(record, { dimension, share }))
    .filter(({ trades, z }) => trades >= FEWEST && Math.abs(z) >= TELLING)
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

function groupsAlong(
  record: readonly ClosedTrade[],
  { dimension, share }: { readonly dimension: Dimension; readonly share: number },
): readonly GroupRecord[] {
  const groups = Map.groupBy(record, (trade) => groupOf(trade, dimension));
  return [...groups].flatMap(([value, trades]) => {
    if (value === null) return [];
    const wins = trades.filter(({ outcome }) => outcome === 'win').length;
    const averagePct = trades.reduce((sum, { pnlPct }) => sum + pnlPct, 0) / trades.length;
    const error = Math.sqrt((share * (1 - share)) / trades.length);
    const z = error === 0 ? 0 : (wins / trades.length - share) / error;
    return [{ dimension, value, trades: trades.length, wins, averagePct, z }];
  });
}

/** Who learns from a dimension, and what kind of memory it is. */
const learners: Readonly<
  Record<Dimension, { readonly agentId: AgentId; readonly type: MemoryType; readonly says: (value: string) => string }>
> = {
  source: {
    agentId: 'growth',
    type: 'pattern',
    says: (value) => `Trades on ${isPosted(value) ? `what ${JSON.stringify(value)} said` : value}`,
  },
  indicator: {
    agentId: 'intel',
    type: 'pattern',
    says: (value) => `Trades for which ${value.replaceAll('_', ' ')} spoke most`,
  },
  hold: { agentId: 'growth', type: 'insight', says: (value) => `Trades held ${value}` },
  token: { agentId: 'growth', type: 'pattern', says: (value) => `Trades in ${value}` },
  hour: { agentId: 'scout', type: 'preference', says: (value) => `Trades opened in the ${value}` },
};

/** What a group teaches: the one who looks at it that way, and ATLAS once there are trades enough for a strategy. */
export function memoriesOf(group: GroupRecord): readonly MemoryDraft[] {
  const { agentId, type, says } = learners[group.dimension];
  const found = `${says(group.value)} won ${group.wins} of ${group.trades}, ${sayPct(group.averagePct)} on average`;
  const learned = draftOf(group, { agentId, type, content: `${found}.` });
  if (group.trades < FEWEST_FOR_STRATEGY || group.dimension !== 'source' || isPosted(group.value)) return [learned];
  const advice = group.z > 0 ? 'look there first' : 'want more before acting on them';
  return [learned, draftOf(group, { agentId: 'atlas', type: 'strategy', content: `${found}: ${advice}.` })];
}

function draftOf(
  group: GroupRecord,
  { agentId, type, content }: Pick<MemoryDraft, 'agentId' | 'type' | 'content'>,
): MemoryDraft {
  const { dimension, value, trades, wins, averagePct, z } = group;
  const [lowest, highest] = confidenceRanges[type];
  return {
    agentId,
    type,
    content,
    confidence: lowest + (highest - lowest) * Math.min(1, (Math.abs(z) - TELLING) / 2),
    tags: [dimension, value, z > 0 ? 'good' : 'bad'],
    sourceTraceId: `record:${dimension}:${value}:${trades}`,
    // A stranger's name is in it.
    trust: dimension === 'source' && isPosted(value) ? 'untrusted' : 'trusted',
    subject: subjectOf(dimension, value),
    // How long it will be held is not known before a purchase.
    ...(dimension === 'hold' ? {} : { polarity: z > 0 ? ('prefer' as const) : ('less' as const) }),
    evidence: { trades, wins, averagePct, z },
  };
}

/** Whether there is news beside what is remembered: a quarter more trades, or the other direction. */
export function isNews(group: Pick<GroupRecord, 'trades' | 'z'>, known: unknown): boolean {
  if (typeof known !== 'object' || known === null || !('trades' in known) || !('z' in known)) return true;
  return group.trades >= Number(known.trades) * 1.25 || Math.sign(group.z) !== Math.sign(Number(known.z));
}

/** A loss below this, and a gain above it, are worth a memory of their own. */
const REMARKABLE = 0.03;

/**
 * What one trade teaches by itself: SAGE a lesson from a loss, GROWTH an insight from a gain; null where it was nothing
 * special.
 */
export function memoryOfTrade(trade: ClosedTrade): MemoryDraft | null {
  if (Math.abs(trade.pnlPct) < REMARKABLE || trade.outcome === 'breakeven') return null;
  const won = trade.outcome === 'win';
  const type: MemoryType = won ? 'insight' : 'lesson';
  const [lowest, highest] = confidenceRanges[type];
  const on = trade.source ? ` on ${sayRecord(trade.source)}` : '';
  const why = trade.indicator ? `, ${trade.indicator.replaceAll('_', ' ')} speaking for it most` : '';
  return {
    agentId: won ? 'growth' : 'sage',
    type,
    content:
      `${trade.symbol}${on} ${won ? 'gained' : 'lost'} ${sayShare(Math.abs(trade.pnlPct))} in ` +
      `${sayRatio(trade.holdHours, 1)} hours${why}; it ended by ` +
      `${trade.exitReason.replaceAll('_', ' ')}.`,
    confidence: lowest + (highest - lowest) * Math.min(1, (Math.abs(trade.pnlPct) - REMARKABLE) / 0.2),
    tags: [
      trade.symbol,
      won ? 'good' : 'bad',
      trade.exitReason,
      ...(trade.source && !isPosted(trade.source) ? [trade.source] : []),
    ],
    sourceTraceId: `trade:${trade.tradeId}`,
    trust: 'trusted',
    subject: null,
    evidence: { tradeId: trade.tradeId, pnlPct: trade.pnlPct },
  };
}

const helps: Readonly<Record<Wanted, (trade: ClosedTrade, stoodAtPct: number) => boolean>> = {
  in: ({ outcome }) => outcome === 'win',
  out: ({ pnlPct, stopPct }) => pnlPct > (stopPct ?? -1),
  hold: ({ pnlPct }, stoodAtPct) => pnlPct >= stoodAtPct,
  warned: ({ outcome }) => outcome === 'loss',
  calm: ({ outcome }) => outcome !== 'loss',
};

/**
 * Whether what led to a trade, or spoke of it while it was held, helped: what wanted in by winning; what got out by
 * losing less than the stop would have; what held on by ending no worse than it stood; a warning by a loss, calm by
 * none.
 */
export function didHelp(trade: ClosedTrade, { wanted, stoodAtPct }: Pick<Influence, 'wanted' | 'stoodAtPct'>): boolean {
  return helps[wanted](trade, stoodAtPct ?? 0);
}
