import { isOnProbation } from '@atc/core/desk/odds';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import type { ReviewBriefing } from '../../minds/index.ts';
import type { EvidenceFacts, PositionFacts, ReviewFacts } from './facts.ts';

const DAY_BARS = 24;

/** A day has six parts of so many hours, by UTC. */
export const HOURS_IN_BAND = 4;
/** Which part of the day an instant lies in, from 0. */
export const bandOf = (at: Date): number => Math.floor(at.getUTCHours() / HOURS_IN_BAND);

/** The deepest falls of hourly bars, within one hour and within a day, as fractions; null with less than a day. */
export function tailOf(hours: readonly Candle[]): { readonly hour: number; readonly day: number } | null {
  if (hours.length < DAY_BARS) return null;
  let [hour, day] = [0, 0];
  hours.forEach(({ open, low }, i) => {
    hour = Math.max(hour, 1 - low / open);
    // The highest opening of a day up to here is what somebody may have paid.
    const paid = hours.slice(Math.max(0, i - DAY_BARS + 1), i + 1).reduce((most, bar) => Math.max(most, bar.open), 0);
    day = Math.max(day, 1 - low / paid);
  });
  return { hour, day };
}

/** What is known of the signal that a plan acts on, and of the token's losses. */
export function signalToldOf({ at, subject, evidence }: ReviewFacts) {
  const { signal } = subject;
  return {
    evidenceFor: signal ? signal.weights.filter((weight) => weight > 0).length : 0,
    evidenceAgainst: signal ? signal.weights.filter((weight) => weight < 0).length : 0,
    signalAgeMinutes: signal ? Math.round((at.getTime() - signal.observedAt.getTime()) / MINUTE_MS) : null,
    probation: probationOf(subject, evidence),
  };
}

// What an operator buys is his to size: nobody says then that it is a probe.
function probationOf(
  { sizeUsd }: ReviewFacts['subject'],
  evidence: EvidenceFacts | undefined,
): ReviewBriefing['plan']['probation'] {
  if (!evidence || evidence.probeUsd === null || sizeUsd === null || sizeUsd > evidence.probeUsd) return null;
  if (!isOnProbation(evidence.losses.sinceWin)) return null;
  return { losses30d: evidence.losses.sinceWin, probeUsd: evidence.probeUsd };
}

/** What the bars and the fills so far say of a token, beyond its price. */
export function tokenToldOf({ market, evidence }: ReviewFacts, stopPct: number | null) {
  const tail = tailOf(market.hours);
  const inStops = (fall: number | undefined): number | null =>
    fall === undefined || stopPct === null || stopPct <= 0 ? null : fall / stopPct;
  const { price, signalPrice = null, day, chartNow = null } = market;
  return {
    sinceSignalPct: price && signalPrice ? price.price / signalPrice - 1 : null,
    worstHour72hStops: inStops(tail?.hour),
    worstDay72hStops: inStops(tail?.day),
    hours72hCount: market.hours.length,
    hourVolumeRatio: volumeRatioOf(market.hours),
    recorded24hShare: day && day.of > 0 ? day.bars / day.of : null,
    fills: evidence && evidence.fills.count > 0 ? evidence.fills : null,
    signals24h: evidence?.signals24h ?? { buys: 0, sells: 0, otherSources: 0 },
    chartNow,
  };
}

/** What the last hour traded over the median hour of those that are known; null where none is. */
function volumeRatioOf(hours: readonly Candle[]): number | null {
  const traded = hours.map(({ volume, close }) => volume * close);
  const known = traded.filter((usd) => usd > 0).sort((a, b) => a - b);
  const [last, usual] = [traded.at(-1), known[Math.floor(known.length / 2)]];
  return last === undefined || usual === undefined ? null : last / usual;
}

const NO_FORETOLD = { of: 0, paid: 0, meanR: 0 };

/** What the record says beyond closed trades. */
export function recordToldOf({ at, evidence }: ReviewFacts) {
  const last = evidence?.losses.lastOfTokenAt ?? null;
  const sells = evidence?.sells ?? [];
  return {
    tokenLossHours: last && (at.getTime() - last.getTime()) / HOUR_MS,
    losses24h: evidence?.losses.ofCompany24h ?? 0,
    foretold: evidence?.foretold ?? {
      ...{ setup: NO_FORETOLD, token: NO_FORETOLD, hour: NO_FORETOLD, all: NO_FORETOLD },
    },
    sells: { of: sells.length, fell: sells.filter(({ before, after }) => after < before).length },
  };
}

interface Leaving {
  readonly price: number | null;
  readonly roundTripBps: number | null;
}

const BPS = 10_000;

/** How far a stop guards what a position has gained, and what leaving costs against what it saves. */
export function guardOf(position: PositionFacts, { price, roundTripBps }: Leaving) {
  const [entry, stop] = [position.entryPrice, position.stopLoss].map((text) => (text === null ? null : Number(text)));
  if (price === null || entry == null || stop == null) {
    return { toStopPct: null, protectedShare: null, exitCostShare: null };
  }
  const toStopPct = 1 - stop / price;
  return {
    toStopPct,
    protectedShare: price > entry ? Math.max(0, (stop - entry) / (price - entry)) : null,
    exitCostShare: roundTripBps === null || toStopPct <= 0 ? null : roundTripBps / 2 / BPS / toStopPct,
  };
}
