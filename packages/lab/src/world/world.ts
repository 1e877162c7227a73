import { readRegime } from '@atc/core/desk/regime';
import { dayOf, HOUR_MS, MINUTE_MS, wallTimeOf } from '@atc/core/kernel/time';
import { type Assessment, assessSignal, type Chart, type SignalFacts, scanBars } from '@atc/core/loop/signals';
import type { ListedContract, SeriesMarket } from '@atc/core/market';

const FIVE_MS = 5 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const HOURS = { intervalMs: HOUR_MS, count: 120 } as const;
const QUARTERS = { intervalMs: QUARTER_MS, count: 120 } as const;
const FIVES = { intervalMs: FIVE_MS, count: 150 } as const;

type Finding = ReturnType<typeof scanBars>[number];

/** What runs are played over. What its bars say is worked out once and kept for every run over it. */
export interface World {
  readonly market: SeriesMarket;
  /** The contract of that name. */
  listed(contract: string): ListedContract | null;
  /** What the scanner sees in the closed bars of a contract. */
  findings(contract: string, now: Date): readonly Finding[];
  /** The bars and indicators that a signal is judged by. */
  chart(contract: string, now: Date): Chart;
  /** What the chart alone says for buying a contract; null with too few bars. */
  rating(contract: string, now: Date): Assessment | null;
  /** The company's day and the minutes since its midnight, in a time zone. */
  wall(timeZone: string, now: Date): Wall;
}

export interface Wall {
  readonly day: string;
  /** `Mon` to `Sun`. */
  readonly weekday: string;
  /** Since midnight on the clock on the wall. */
  readonly minutes: number;
}

/** Opens a world over a market in memory. */
export function openWorld(market: SeriesMarket): World {
  const listed = new Map(market.contracts().map((one) => [one.contract, one]));
  const findings = remembered(QUARTER_MS, (contract, now) => {
    const scanned = { intervalMs: QUARTER_MS, count: 3 * 96 };
    const { atr14 } = market.indicators(contract, { intervalMs: QUARTER_MS, count: 60 }, now);
    return scanBars({ contract, bars: market.bars(contract, scanned, now), atr14 });
  });
  const chart = remembered(FIVE_MS, (contract, now): Chart => chartOf(market, contract, now));
  const rating = remembered(FIVE_MS, (contract, now) =>
    assessSignal({ ...chart(contract, now), ...BUYING, claimedConfidence: null }),
  );
  const wall = remembered(MINUTE_MS, (timeZone, now) => ({
    day: dayOf(now, timeZone),
    ...wallTimeOf(now, timeZone),
  }));
  return { market, listed: (contract) => listed.get(contract) ?? null, findings, chart, rating, wall };
}

const BUYING: Pick<SignalFacts, 'signalType' | 'sourceRecord'> = {
  signalType: 'buy',
  sourceRecord: { wins: 0, losses: 0, averagePct: 0 },
};

function chartOf(market: SeriesMarket, contract: string, now: Date): Chart {
  return {
    hours: market.bars(contract, HOURS, now),
    quarters: market.bars(contract, QUARTERS, now),
    fives: market.bars(contract, FIVES, now),
    hourly: market.indicators(contract, HOURS, now),
    quarterly: market.indicators(contract, QUARTERS, now),
    regime: readRegime(market, now),
  };
}

/** Answers that stay the same within a span of time, each worked out once. */
function remembered<T>(spanMs: number, work: (name: string, now: Date) => T): (name: string, now: Date) => T {
  const known = new Map<string, Map<number, T>>();
  return (name, now) => {
    const ofName = known.get(name) ?? new Map<number, T>();
    known.set(name, ofName);
    const span = Math.floor(now.getTime() / spanMs);
    const before = ofName.get(span);
    if (before !== undefined) return before;
    const fresh = work(name, now);
    ofName.set(span, fresh);
    return fresh;
  };
}
