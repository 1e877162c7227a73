import { type Candle, isStale, lastPrice } from '@atc/core/desk/market';
import { portfolioNow } from '@atc/core/desk/portfolio';
import { readRegime } from '@atc/core/desk/regime';
import { type Db, readTogether } from '@atc/core/kernel/db';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import { type ReviewBriefing, reviewBriefing } from '../../minds/index.ts';
import { voiceOf } from '../../voice/index.ts';
import { trustIn } from '../calibration.ts';
import { calibrationsNow, votesOf, wordsOf } from '../store.ts';
import type { VotingTurn } from '../turns/index.ts';
import { composeBriefing } from './compose.ts';
import type { MarketFacts, ReviewFacts } from './facts.ts';
import { portfolioFacts } from './portfolio-facts.ts';
import { equityAt, heldInstruments, readPosition, readSubject, recordOfTrades } from './store.ts';

const BARS = 72;
const RECORD_MS = 30 * DAY_MS;

/** What the speaker of a turn may know: the facts as the first speaker had them, and the votes cast so far. */
export async function briefReviewer(ctx: AgentContext, db: Db, turn: VotingTurn): Promise<ReviewBriefing> {
  const { votes, calibrations, voice, words } = await readTogether(db, {
    votes: votesOf(turn.roundtableId),
    calibrations: calibrationsNow,
    voice: voiceOf(turn.agentId),
    words: wordsOf(turn.roundtableId),
  });
  const heard = votes.map(({ agentId, vote, probability }) => {
    return { agentId, vote, probability, trust: trustIn(calibrations, agentId) };
  });
  const said = turn.format === 'debate' ? { said: words } : {};
  const trace = `roundtable:${turn.roundtableId}`;
  return { ...(await briefProposal(ctx, db, turn)), ...said, trace, heard, voice };
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
  const [position, { books, before, held, record }] = await Promise.all([
    subject.positionId ? readPosition(db, subject.positionId) : null,
    readTogether(db, {
      books: portfolioNow,
      before: equityAt(new Date(at.getTime() - DAY_MS)),
      held: heldInstruments(subject.instrumentId),
      record: recordOfTrades({ instrumentId: subject.instrumentId, source: subject.sourceName, since }),
    }),
  ]);
  const hoursOf = (contract: string): readonly Candle[] =>
    lastPrice(ctx.market, contract, at) ? ctx.market.bars(contract, { intervalMs: HOUR_MS, count: BARS }, at) : [];
  const price = subject.contract ? lastPrice(ctx.market, subject.contract, at) : null;
  const market: MarketFacts = {
    price,
    stale: subject.contract !== null && (price === null || isStale(ctx.market, price.at, at)),
    hours: subject.contract ? hoursOf(subject.contract) : [],
    regime: readRegime(ctx.market, at),
  };
  return {
    at,
    subject,
    position,
    portfolio: portfolioFacts(books, before),
    market,
    held: held.map(({ symbol, contract }) => ({ symbol, hours: hoursOf(contract) })),
    record,
  };
}
