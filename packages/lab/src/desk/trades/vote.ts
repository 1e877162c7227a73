import { judgeAs, type ReviewBriefing } from '@atc/agents/minds';
import {
  type CastVote,
  composeBriefing,
  decideVerdict,
  portfolioFacts,
  type ReviewFacts,
  trustIn,
  type Verdict,
} from '@atc/agents/roundtables';
import type { AgentId } from '@atc/core/company/roster';
import { isStale } from '@atc/core/desk/market';
import { readRegime } from '@atc/core/desk/regime';
import { Decimal } from '@atc/core/kernel/money';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { type Position, resultOf } from '../../engine/index.ts';
import { type Desk, lateTally, type Proposal, portfolioOf } from '../state/index.ts';

const HOURS = { intervalMs: HOUR_MS, count: 72 } as const;

/** What those at the table of a proposal decide, each having heard the votes before. */
export function voteOn(desk: Desk, proposal: Proposal): Verdict {
  const { approval } = proposal;
  const seats: readonly AgentId[] = approval.kind === 'review' ? approval.participants : [];
  const briefing = { ...composeBriefing(reviewFacts(desk, proposal)), voice: [] };
  const calibrations = desk.votes.calibrations();
  const cast: CastVote[] = [];
  for (const agentId of seats) {
    const heard: ReviewBriefing['heard'] = cast.map(({ agentId: voter, vote, probability }) => {
      return { agentId: voter, vote, probability, trust: trustIn(calibrations, voter) };
    });
    const { vote, probability } = judgeAs(agentId, { ...briefing, heard });
    cast.push({ agentId, vote, probability, reason: '' });
  }
  desk.votes.cast(proposal.id, cast);
  return decideVerdict(cast);
}

/** Everything that a briefing is composed of, as the company reads it. */
function reviewFacts(desk: Desk, proposal: Proposal): ReviewFacts {
  const { market } = desk.world;
  const { contract } = proposal.reading;
  const price = contract === null ? null : market.price(contract, desk.now);
  const hoursOf = (name: string) => market.bars(name, HOURS, desk.now);
  const position = desk.account.positions.find(({ id }) => id === proposal.draft.positionId) ?? null;
  const before = desk.history.lastUntil(desk.now.getTime() - DAY_MS)?.equityUsd;
  return {
    at: desk.now,
    subject: subjectOf(proposal),
    position: position && positionFacts(position),
    portfolio: portfolioFacts(portfolioOf(desk), before === undefined ? null : new Decimal(before)),
    market: {
      price,
      stale: contract !== null && (price === null || isStale(market, price.at, desk.now)),
      hours: contract === null ? [] : hoursOf(contract),
      regime: readRegime(market, desk.now),
    },
    held: heldBeside(desk, contract).map(({ symbol, contract: name }) => ({ symbol, hours: hoursOf(name) })),
    record: {
      token: lateTally(desk, (trade) => trade.contract === contract),
      source: lateTally(desk, (trade) => trade.source === proposal.reading.signalSource),
      company: lateTally(desk, () => true),
    },
  };
}

/** What is held beside a contract, by symbol. */
export function heldBeside({ account }: Desk, contract: string | null): readonly Position[] {
  return account.positions
    .filter((position) => position.contract !== contract)
    .toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

function subjectOf({ id, draft, reading, entry }: Proposal): ReviewFacts['subject'] {
  return {
    key: id,
    ...{ symbol: reading.symbol ?? draft.title, contract: reading.contract, instrumentId: reading.instrumentId },
    positionId: draft.positionId ?? null,
    action: actionOf(draft),
    agentId: draft.agentId,
    sizeUsd: entry?.sizeUsd.toNumber() ?? null,
    riskUsd: entry?.riskUsd.toNumber() ?? null,
    entryPrice: entry?.price.toFixed() ?? null,
    stopLoss: entry?.stopLoss?.toFixed() ?? null,
    target: entry?.target?.toFixed() ?? null,
    confidence: reading.confidence,
    stopDefaulted: entry?.stopDefaulted ?? false,
    fraction: draft.fraction ?? null,
    evidenceCount: draft.evidence?.length ?? 0,
    sourceName: reading.signalSource,
    odds: reading.odds,
  };
}

function actionOf({ missionType, steps }: Proposal['draft']): ReviewFacts['subject']['action'] {
  if (missionType === 'exit') return 'exit';
  const scale = steps.find((step) => step.kind === 'scale_position');
  if (scale?.kind !== 'scale_position') return 'entry';
  return scale.payload.direction === 'up' ? 'scale_up' : 'scale_down';
}

function positionFacts(position: Position): NonNullable<ReviewFacts['position']> {
  return {
    entryPrice: position.entryPrice.toFixed(),
    stopLoss: position.stopLoss?.toFixed() ?? null,
    costUsd: position.book.entryCostUsd.toNumber(),
    resultUsd: resultOf(position).toNumber(),
    valueUsd: position.book.quantity.mul(position.price).toNumber(),
    openedAt: position.openedAt,
  };
}
