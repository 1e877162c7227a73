import type { AgentId } from '@atc/core/company/roster';
import { sayPct } from '@atc/core/kernel/figures';
import { confidenceRanges, type MemoryDraft } from '@atc/core/loop/memories';
import type { HeardStance } from '../../relationships/index.ts';

/** A claim about a position that was disputed while it was held, and how the position ended. */
export interface Due {
  /** The turn that disputed it. */
  readonly turnId: string;
  readonly roundtableId: string;
  readonly agentId: AgentId;
  readonly to: AgentId;
  readonly symbol: string;
  readonly figure: string;
  /** Of the claim. */
  readonly stance: number;
  readonly untrusted: boolean;
  readonly tradeId: string;
  readonly pnlPct: number;
}

/** Returns whether the outcome went the way of the claim rather than of who disputed it. */
export const isProved = ({ stance, pnlPct }: Pick<Due, 'stance' | 'pnlPct'>): boolean => stance > 0 === pnlPct > 0;

/**
 * Returns what an outcome does to how two get on: a claim that it proves counts as conceded twice, once to make up for
 * the dispute. One that it does not prove was disputed with reason, and nothing more comes of it.
 */
export function stancesAfter(due: readonly Due[]): readonly HeardStance[] {
  return due
    .filter(isProved)
    .flatMap(({ agentId, to }) => Array.from({ length: 2 }, () => ({ agentId, to, stance: 'agrees' }) as const));
}

/** Returns what both learn of it: who was right. An insight leads to no topic, so that nobody trades by it. */
export function memoriesOf(due: Due): readonly MemoryDraft[] {
  const { turnId, agentId, to, symbol, figure, roundtableId, tradeId, pnlPct, untrusted } = due;
  const [right, wrong] = isProved(due) ? [to, agentId] : [agentId, to];
  const end = `${symbol} ended at ${sayPct(pnlPct)}`;
  const over = `over ${figure} on ${symbol}`;
  const told = [
    { agentId: wrong, content: `${right.toUpperCase()} was right against me ${over}: ${end}.` },
    { agentId: right, content: `I was right against ${wrong.toUpperCase()} ${over}: ${end}.` },
  ];
  return told.map((memory) => ({
    ...memory,
    type: 'insight',
    confidence: confidenceRanges.insight[0],
    trust: untrusted ? 'untrusted' : 'trusted',
    // Not the token: it is about judgement, and no reason to sell.
    tags: ['dispute'],
    sourceTraceId: `dispute:${turnId}`,
    subject: `dispute:${tradeId}`,
    evidence: { roundtableId, tradeIds: [tradeId] },
  }));
}
