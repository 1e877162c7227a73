import { policyNow } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readRegime } from '@atc/core/desk/regime';
import { type Db, readTogether } from '@atc/core/kernel/db';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { readChart } from '@atc/core/loop/signals';
import { type Candle, isStale, lastPrice } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import { type ReviewBriefing, reviewBriefing } from '../../minds/index.ts';
import { voiceOf } from '../../voice/index.ts';
import { trustIn } from '../calibration.ts';
import { agentsOff, calibrationsNow, votesOf, wordsOf } from '../store.ts';
import type { VotingTurn } from '../turns/index.ts';
import { type CastVote, writersOf } from '../verdict.ts';
import { composeBriefing } from './compose.ts';
import { fillsOf, foretoldOf, lossesOf, pastSells, signalsOfDay } from './evidence-store.ts';
import type { MarketFacts, PastSell, ReviewFacts } from './facts.ts';
import { portfolioFacts } from './portfolio-facts.ts';
import { equityAt, heldInstruments, readPosition, readSubject, recordOfTrades } from './store.ts';

const BARS = 72;
const RECORD_MS = 30 * DAY_MS;

export interface BriefedReviewer {
  readonly briefing: ReviewBriefing;
  /** What those without a seat hand in before the first vote; stored with it. */
  readonly written: readonly CastVote[];
}

/** What the speaker of a turn may know: the facts as the first speaker had them, and the votes cast so far. */
export async function briefReviewer(ctx: AgentContext, db: Db, turn: VotingTurn): Promise<BriefedReviewer> {
  const { votes, off, calibrations, voice, words } = await readTogether(db, {
    votes: votesOf(turn.roundtableId),
    off: agentsOff,
    calibrations: calibrationsNow,
    voice: voiceOf(turn.agentId),
    words: wordsOf(turn.roundtableId),
  });
  const facts = await briefProposal(ctx, db, turn);
  const written = votes.length > 0 ? [] : writersOf(turn.participants, off).map((agent) => write(ctx, agent, facts));
  const heard = [...written, ...votes].map(({ agentId, vote, probability, written: isWritten }) => {
    const marked = isWritten ? { written: true as const } : {};
    return { agentId, vote, probability, ...marked, trust: trustIn(calibrations, agentId) };
  });
  const said = turn.format === 'debate' ? { said: words } : {};
  const trace = `roundtable:${turn.roundtableId}`;
  return { briefing: { ...facts, ...said, trace, heard, voice }, written };
}

function write({ minds }: AgentContext, agentId: AgentId, facts: ReviewBriefing): CastVote {
  const { vote, probability, reason } = minds.of(agentId).write(facts, agentId);
  return { agentId, vote, probability, reason, written: true };
}

export interface Debated {
  readonly proposalId: string;
  /** What the conversation has kept. */
  readonly briefing: unknown;
}

/** The facts of a proposal as the first speaker of its conversation had them. */
export async function briefProposal(
  ctx: AgentContext,
  db: Db,
  { proposalId, briefing }: Debated,
): Promise<ReviewBriefing> {
  const kept = reviewBriefing.safeParse(briefing);
  if (kept.success) return kept.data;
  return { ...composeBriefing(await readFacts(ctx, db, proposalId)), heard: [], voice: [] };
}

async function readFacts(ctx: AgentContext, db: Db, proposalId: string): Promise<ReviewFacts> {
  const at = ctx.clock.now();
  const subject = await readSubject(db, proposalId);
  const since = new Date(at.getTime() - RECORD_MS);
  const { instrumentId, contract } = subject;
  const asked = { instrumentId, contract, signalId: subject.signal?.id ?? null, source: subject.sourceName, at };
  const [position, { books, before, held, record, policy, sells, ...evidence }] = await Promise.all([
    subject.positionId ? readPosition(db, subject.positionId) : null,
    readTogether(db, {
      ...{ fills: fillsOf(instrumentId), signals24h: signalsOfDay(asked), foretold: foretoldOf(asked) },
      ...{ losses: lossesOf(asked), sells: pastSells(asked), policy: policyNow('strategy_policy') },
      books: portfolioNow,
      before: equityAt(new Date(at.getTime() - DAY_MS)),
      held: heldInstruments(subject.instrumentId),
      record: recordOfTrades({ instrumentId: subject.instrumentId, source: subject.sourceName, since }),
    }),
  ]);
  return {
    at,
    subject,
    position,
    portfolio: portfolioFacts(books, before),
    market: marketOf(ctx, subject, at),
    held: held.map(({ symbol, contract: theirs }) => ({ symbol, hours: hoursOf(ctx, theirs, at) })),
    record,
    evidence: {
      ...evidence,
      sells: sells.flatMap((sell) => pastSellOf(ctx, sell) ?? []),
      probeUsd: policy?.probe_usd ?? null,
    },
  };
}

function hoursOf({ market }: AgentContext, contract: string, at: Date): readonly Candle[] {
  return lastPrice(market, contract, at) ? market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, at) : [];
}

function marketOf(ctx: AgentContext, { contract, positionId, signal }: ReviewFacts['subject'], at: Date): MarketFacts {
  const { market } = ctx;
  const price = contract ? lastPrice(market, contract, at) : null;
  const regime = readRegime(market, at);
  if (contract === null || price === null) return { price, stale: contract !== null, hours: [], regime };
  const dayAgo = new Date(at.getTime() - DAY_MS);
  return {
    ...{ price, regime, stale: isStale(market, price.at, at), hours: hoursOf(ctx, contract, at) },
    signalPrice: signal ? (lastPrice(market, contract, signal.observedAt)?.price ?? null) : null,
    day: { bars: market.barsClosedBetween(contract, dayAgo, at).length, of: Math.round(DAY_MS / market.barMs) },
    chartNow: positionId === null ? null : (readChart(market, contract, at)?.confidence ?? null),
  };
}

function pastSellOf(
  { market }: AgentContext,
  { contract, observedAt }: { readonly contract: string; readonly observedAt: string },
): PastSell | null {
  const at = new Date(observedAt);
  const [before, after] = [at, new Date(at.getTime() + DAY_MS)].map((when) => lastPrice(market, contract, when));
  return before && after ? { before: before.price, after: after.price } : null;
}
