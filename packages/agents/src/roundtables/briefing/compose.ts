import { sayRecord } from '@atc/core/desk/forecasts';
import type { Odds } from '@atc/core/desk/odds';
import type { Regime } from '@atc/core/desk/regime';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { STRATEGY_SOURCE } from '@atc/core/loop/strategies';
import { type Candle, indicatorsOf } from '@atc/core/market';
import type { ReviewBriefing } from '../../minds/index.ts';
import { guardOf, recordToldOf, signalToldOf, tokenToldOf } from './evidence.ts';
import type { PositionFacts, ReviewFacts } from './facts.ts';
import { likenessOf } from './likeness.ts';
import { roundTripBps } from './liquidity.ts';

const DAY_BARS = 24;
const BPS = 10_000;

/**
 * Turns facts into a briefing: every ratio that a reviewer may need is computed here, and what cannot be known is null.
 */
export function composeBriefing(facts: ReviewFacts): Omit<ReviewBriefing, 'heard' | 'voice'> {
  const market = marketOf(facts);
  return {
    key: facts.subject.key,
    at: facts.at.toISOString(),
    plan: { ...planOf(facts), costR: over(fraction(market.roundTripBps), distances(facts).stopPct) },
    market: { ...market, costShare: over(fraction(market.roundTripBps), distances(facts).targetPct) },
    portfolio: portfolioOf(facts),
    position: facts.position && {
      ...positionOf(facts, facts.position),
      ...guardOf(facts.position, {
        price: facts.market.price?.price ?? null,
        roundTripBps: roundTripBps({ ...market, sizeUsd: facts.subject.sizeUsd ?? facts.position.valueUsd }),
      }),
    },
    record: {
      ...facts.record,
      ...recordToldOf(facts),
      sourceName: facts.subject.sourceName && sayRecord(facts.subject.sourceName),
    },
  };
}

const over = (a: number | null, b: number | null): number | null => (a === null || b === null || b <= 0 ? null : a / b);
const fraction = (bps: number | null): number | null => (bps === null ? null : bps / BPS);
const numeric = (text: string | null): number | null => (text === null ? null : Number(text));

interface Distances {
  readonly stopPct: number | null;
  readonly targetPct: number | null;
}

function distances({ subject }: ReviewFacts): Distances {
  const entry = numeric(subject.entryPrice);
  const stop = numeric(subject.stopLoss);
  const target = numeric(subject.target);
  if (entry === null || entry <= 0) return { stopPct: null, targetPct: null };
  return {
    stopPct: stop === null ? null : (entry - stop) / entry,
    targetPct: target === null ? null : (target - entry) / entry,
  };
}

function marketOf(facts: ReviewFacts): Omit<ReviewBriefing['market'], 'costShare'> {
  const { price, hours } = facts.market;
  const last = hours.at(-1);
  const dayAgo = hours.at(-1 - DAY_BARS);
  const entry = numeric(facts.subject.entryPrice);
  const atrPct = atrShare(hours);
  const volume1hUsd = last ? last.volume * last.close : null;
  const { sizeUsd } = facts.subject;
  const change24hPct = last && dayAgo ? last.close / dayAgo.close - 1 : null;
  return {
    ...tokenToldOf(facts, distances(facts).stopPct),
    lastPrice: price ? String(price.price) : null,
    lastPriceAt: price?.at.toISOString() ?? null,
    priceAgeMinutes: price ? Math.round((facts.at.getTime() - price.at.getTime()) / MINUTE_MS) : null,
    stale: facts.market.stale,
    driftPct: price && entry ? price.price / entry - 1 : null,
    atrPct,
    stopAtrs: over(distances(facts).stopPct, atrPct),
    change24hPct,
    change24hAtrs: over(change24hPct, atrPct),
    volume1hUsd,
    volumeShare: over(sizeUsd, volume1hUsd),
    roundTripBps: roundTripBps({ sizeUsd, volume1hUsd, atrPct }),
    regime: regimeTold(facts.market.regime ?? null),
  };
}

function atrShare(hours: readonly Candle[]): number | null {
  return over(indicatorsOf(hours).atr14, hours.at(-1)?.close ?? null);
}

function planOf(facts: ReviewFacts): Omit<ReviewBriefing['plan'], 'costR'> {
  const { subject, portfolio } = facts;
  const {
    key: _key,
    contract: _contract,
    instrumentId: _id,
    positionId: _position,
    byOwnRules: _own,
    fraction: _fraction,
    sourceName: _source,
    found,
    odds,
    signal: _signal,
    ...plan
  } = subject;
  const { stopPct, targetPct } = distances(facts);
  const rewardRisk = over(targetPct, stopPct);
  return {
    ...plan,
    ...signalToldOf(facts),
    ...strategyOf(facts),
    rewardRisk,
    stopPct,
    targetPct,
    riskPct: over(subject.riskUsd, portfolio.equityUsd),
    winChance: odds?.probability ?? null,
    ...(odds ? { odds: oddsTold(odds) } : {}),
    // What a strategy's trades came to is after costs, as is what forecasts came to.
    edgeR: found ? over(found.mean, stopPct) : odds && odds.of > 0 ? odds.edge.mean : null,
  };
}

/** The strategy that found what would be bought, or that sells by its own rules what it bought. */
function strategyOf({ subject: { found, byOwnRules }, position }: ReviewFacts): { readonly strategy?: string } {
  if (found) return { strategy: `${found.strategy}@${found.version}` };
  const source = byOwnRules ? (position?.source ?? '') : '';
  return source.startsWith(STRATEGY_SOURCE) ? { strategy: source.slice(STRATEGY_SOURCE.length) } : {};
}

/** What is said of a regime. */
export function regimeTold(regime: Regime | null): ReviewBriefing['market']['regime'] {
  if (!regime) return null;
  const { name, leader, leaderTrend, breadth, change, correlation, tokens } = regime;
  return { name, leader, leaderTrend, breadth, change, correlation, tokens };
}

function oddsTold({ of, paid, needs, telling, shown }: Odds): NonNullable<ReviewBriefing['plan']['odds']> {
  return { of, paid, needs, telling, shown };
}

function portfolioOf({ subject, portfolio, position, market, held }: ReviewFacts): ReviewBriefing['portfolio'] {
  const { exposureUsd, equityUsd, ...rest } = portfolio;
  const adds = subject.action === 'entry' || subject.action === 'scale_up';
  const change = adds ? (subject.sizeUsd ?? 0) : -(position?.valueUsd ?? 0) * (subject.fraction ?? 1);
  const equity = Math.max(equityUsd, 1e-9);
  return {
    ...rest,
    equityUsd,
    exposurePct: exposureUsd / equity,
    exposureAfterPct: Math.max(0, exposureUsd + change) / equity,
    ...likenessOf(market.hours, held),
  };
}

function positionOf({ at, subject }: ReviewFacts, position: PositionFacts) {
  return {
    pnlPct: position.costUsd > 0 ? position.resultUsd / position.costUsd : 0,
    pnlUsd: position.resultUsd,
    holdHours: position.openedAt ? (at.getTime() - position.openedAt.getTime()) / HOUR_MS : 0,
    entryPrice: position.entryPrice,
    stopLoss: position.stopLoss,
    fraction: subject.fraction ?? 1,
  };
}
