import type { Candle } from '@atc/core/desk/market';
import { readPortfolio } from '@atc/core/desk/portfolio';
import type { AgentContext } from '../../context/index.ts';
import { type ReviewBriefing, reviewBriefing } from '../../minds/index.ts';
import { readVoice } from '../../voice/index.ts';
import { trustIn } from '../calibration.ts';
import { listCalibrations, listVotes, listWords } from '../store.ts';
import type { ClaimedTurn } from '../turn.ts';
import { composeBriefing } from './compose.ts';
import type { MarketFacts, PortfolioFacts, ReviewFacts } from './facts.ts';
import { listHeldInstruments, readEquityBefore, readPosition, readRecord, readSubject } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BARS = 72;
const RECORD_MS = 30 * DAY_MS;

/** What the speaker of a turn may know: the facts as the first speaker had them, and the votes cast so far. */
export async function briefReviewer(ctx: AgentContext, turn: ClaimedTurn): Promise<ReviewBriefing> {
  const [votes, calibrations, voice] = await Promise.all([
    listVotes(ctx.db, turn.roundtableId),
    listCalibrations(ctx.db),
    readVoice(ctx.db, turn.agentId),
  ]);
  const heard = votes.map(({ agentId, vote, probability }) => {
    return { agentId, vote, probability, trust: trustIn(calibrations, agentId) };
  });
  const said = turn.format === 'debate' ? { said: await listWords(ctx.db, turn.roundtableId) } : {};
  const trace = `roundtable:${turn.roundtableId}`;
  return { ...(await briefProposal(ctx, turn)), ...said, trace, heard, voice: [...voice] };
}

export interface Debated {
  readonly proposalId: string;
  /** What the conversation has kept. */
  readonly briefing: unknown;
}

/** The facts of a proposal as the first speaker of its conversation had them. */
export async function briefProposal(ctx: AgentContext, { proposalId, briefing }: Debated): Promise<ReviewBriefing> {
  const kept = reviewBriefing.safeParse(briefing);
  if (kept.success) return kept.data;
  return { ...composeBriefing(await readFacts(ctx, proposalId)), heard: [], voice: [] };
}

async function readFacts(ctx: AgentContext, proposalId: string): Promise<ReviewFacts> {
  const at = ctx.clock.now();
  const subject = await readSubject(ctx.db, proposalId);
  const since = new Date(at.getTime() - RECORD_MS);
  const [position, portfolio, held, record] = await Promise.all([
    subject.positionId ? readPosition(ctx.db, subject.positionId) : null,
    readPortfolioFacts(ctx, at),
    listHeldInstruments(ctx.db, subject.instrumentId),
    readRecord(ctx.db, { instrumentId: subject.instrumentId, source: subject.sourceName, since }),
  ]);
  const hoursOf = (contract: string): readonly Candle[] =>
    ctx.market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, at);
  const market: MarketFacts = subject.contract
    ? { price: ctx.market.price(subject.contract, at), hours: hoursOf(subject.contract) }
    : { price: null, hours: [] };
  return {
    at,
    subject,
    position,
    portfolio,
    market,
    held: held.map(({ symbol, contract }) => ({ symbol, hours: hoursOf(contract) })),
    record,
  };
}

async function readPortfolioFacts(ctx: AgentContext, at: Date): Promise<PortfolioFacts> {
  const portfolio = await readPortfolio(ctx.db);
  const dayAgo = await readEquityBefore(ctx.db, portfolio.accountId, new Date(at.getTime() - DAY_MS));
  const before = dayAgo ?? portfolio.startingCapitalUsd.add(portfolio.transfersUsd);
  return {
    equityUsd: portfolio.equityUsd.toNumber(),
    cashUsd: portfolio.cashUsd.toNumber(),
    exposureUsd: portfolio.exposureUsd.toNumber(),
    openPositions: portfolio.openPositions,
    drawdownPct: portfolio.drawdown,
    dayPnlUsd: portfolio.equityUsd.sub(before).toNumber(),
  };
}
