import type { SeriesMarket } from '@atc/core/desk/market';
import { DAY_MS, type Random, randomOf } from '../measure/index.ts';
import { endedAt, poisonedAfter } from './changed-market.ts';
import type { CheckLine, Decision, Subject } from './check.ts';

const INSTANTS = 20;

/** What is checked for reading ahead. */
export interface Asked {
  readonly market: SeriesMarket;
  readonly subject: Subject;
  readonly seed: string;
  /** Instants that are drawn; 20 unless told. */
  readonly instants?: number;
  /** Hears how many of all plays are done. */
  readonly played?: (done: number, of: number) => void;
}

/**
 * Checks that nothing decided until an instant depends on what comes after it, in two ways at each of some drawn
 * instants: the recording ends there, and the bars after it are noise.
 */
export function checkLookAhead(asked: Asked): readonly CheckLine[] {
  const { market, subject, seed, instants: count = INSTANTS, played = () => undefined } = asked;
  const random = randomOf(`look-ahead|${seed}`);
  const whole = subject(market);
  const instants = drawInstants({ market, whole, count }, random);
  const compare = (name: string, changed: (at: number) => SeriesMarket, before: number): CheckLine => {
    const faults = instants.map((at, i) => {
      const fault = differenceUntil(at, { whole, part: subject(changed(at)) });
      played(before + i + 1, 2 * instants.length);
      return fault;
    });
    return lineOf(name, faults);
  };
  const untilOf = (at: number) => new Date(Math.min(at + DAY_MS, market.endsAt.getTime()));
  return [
    compare('look-ahead, the recording ended', (at) => endedAt(market, new Date(at)), 0),
    compare(
      'look-ahead, noise instead of what followed',
      (at) => poisonedAfter(market, { after: new Date(at), until: untilOf(at), random }),
      instants.length,
    ),
  ];
}

interface Drawing {
  readonly market: SeriesMarket;
  readonly whole: readonly Decision[];
  readonly count: number;
}

/** Closes of bars: every other one an instant at which something was decided, where reading ahead would show. */
function drawInstants({ market, whole, count }: Drawing, random: Random): readonly number[] {
  const [from, to] = [market.startsAt.getTime(), market.endsAt.getTime()];
  const decided = [...new Set(whole.map(({ at }) => at))].filter((at) => at > from && at < to);
  return Array.from({ length: count }, (_, i) => {
    const drawn = random();
    const chosen = i % 2 === 0 ? decided[Math.floor(drawn * decided.length)] : undefined;
    return chosen ?? Math.floor((from + drawn * (to - from)) / market.barMs) * market.barMs;
  }).sort((a, b) => a - b);
}

interface Played {
  readonly whole: readonly Decision[];
  readonly part: readonly Decision[];
}

/** The first thing that only one of two plays decided until an instant; null where they are the same. */
function differenceUntil(at: number, { whole, part }: Played): string | null {
  const until = (all: readonly Decision[]) => all.filter((one) => one.at <= at);
  const [expected, found] = [until(whole), until(part)];
  const first = expected.findIndex((one, i) => one.at !== found[i]?.at || one.what !== found[i]?.what);
  const odd = first >= 0 ? expected[first] : found[expected.length];
  return odd ? `${new Date(odd.at).toISOString()} ${odd.what}` : null;
}

function lineOf(name: string, faults: readonly (string | null)[]): CheckLine {
  const odd = faults.filter((fault) => fault !== null);
  const same = `${faults.length - odd.length} of ${faults.length} instants`;
  return { name, passed: odd.length === 0, found: odd[0] ? `${same}; otherwise ${odd[0]}` : same };
}
