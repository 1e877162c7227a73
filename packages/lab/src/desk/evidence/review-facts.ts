import { portfolioFacts, type ReviewFacts } from '@atc/agents/roundtables';
import { readRegime } from '@atc/core/desk/regime';
import { stopLevel } from '@atc/core/desk/watch';
import { Decimal } from '@atc/core/kernel/money';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { isStale } from '@atc/core/market';
import { type Position, resultOf } from '../../engine/index.ts';
import { type Desk, heldBeside, lateTally, type Proposal, portfolioOf, type Signal } from '../state/index.ts';
import { seenFacts } from './seen-facts.ts';

const HOURS = { intervalMs: HOUR_MS, count: 72 } as const;

/** Everything that a briefing is composed of, as the company reads it. */
export function reviewFacts(desk: Desk, proposal: Proposal): ReviewFacts {
  const { market } = desk.world;
  const { contract } = proposal.reading;
  const hoursOf = (name: string) => market.bars(name, HOURS, desk.now);
  const position = desk.account.positions.find(({ id }) => id === proposal.draft.positionId) ?? null;
  const before = desk.history.lastUntil(desk.now.getTime() - DAY_MS)?.equityUsd;
  return {
    at: desk.now,
    subject: subjectOf(desk, proposal),
    position: position && positionFacts(position),
    portfolio: portfolioFacts(portfolioOf(desk), before === undefined ? null : new Decimal(before)),
    market: marketOf(desk, proposal),
    held: heldBeside(desk, contract).map(({ symbol, contract: name }) => ({ symbol, hours: hoursOf(name) })),
    record: {
      token: lateTally(desk, (trade) => trade.contract === contract),
      source: lateTally(desk, (trade) => trade.source === proposal.reading.signalSource),
      company: lateTally(desk, () => true),
    },
    evidence: seenFacts(desk, proposal),
  };
}

function marketOf(desk: Desk, { reading: { contract }, draft }: Proposal): ReviewFacts['market'] {
  const { world, now } = desk;
  const { market } = world;
  const price = contract === null ? null : market.price(contract, now);
  const regime = readRegime(market, now);
  if (contract === null || price === null) return { price, stale: contract !== null, hours: [], regime };
  const signal = desk.signals.find(draft.signalId);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  return {
    ...{ price, regime, stale: isStale(market, price.at, now), hours: market.bars(contract, HOURS, now) },
    signalPrice: signal ? (market.price(contract, signal.observedAt)?.price ?? null) : null,
    day: { bars: market.barsClosedBetween(contract, dayAgo, now).length, of: Math.round(DAY_MS / market.barMs) },
    chartNow: draft.positionId === undefined ? null : (world.rating(contract, now)?.confidence ?? null),
  };
}

function subjectOf(desk: Desk, { id, draft, reading, entry }: Proposal): ReviewFacts['subject'] {
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
    signal: signalOf(desk.signals.find(draft.signalId)),
  };
}

function signalOf(signal: Signal | null): ReviewFacts['subject']['signal'] {
  return (
    signal && { id: signal.id, observedAt: signal.observedAt, weights: signal.evidence.map(({ weight }) => weight) }
  );
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
    stopLoss: stopLevel(position)?.toFixed() ?? null,
    costUsd: position.book.entryCostUsd.toNumber(),
    resultUsd: resultOf(position).toNumber(),
    valueUsd: position.book.quantity.mul(position.price).toNumber(),
    openedAt: position.openedAt,
  };
}
