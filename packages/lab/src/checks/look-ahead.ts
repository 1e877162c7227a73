import type { SeriesMarket } from '@atc/core/market';
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

/** Something that can be played as it is, and with what comes after an instant changed. */
export interface Changeable {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly barMs: number;
  whole(): readonly Decision[];
  /** Nothing after the instant was ever recorded. */
  ended(at: number): readonly Decision[];
  /** The bars after the instant are noise. */
  poisoned(at: number, random: Random): readonly Decision[];
}

/**
 * Checks that nothing decided until an instant depends on what comes after it, in two ways at each of some drawn
 * instants: the recording ends there, and the bars after it are noise.
 */
export function checkLookAhead({ market, subject, ...drawing }: Asked): readonly CheckLine[] {
  const [startsAt, endsAt] = [market.startsAt.getTime(), market.endsAt.getTime()];
  const untilOf = (at: number) => new Date(Math.min(at + DAY_MS, endsAt));
  const changeable: Changeable = {
    ...{ startsAt, endsAt, barMs: market.barMs, whole: () => subject(market) },
    ended: (at) => subject(endedAt(market, new Date(at))),
    poisoned: (at, random) => subject(poisonedAfter(market, { after: new Date(at), until: untilOf(at), random })),
  };
  return checkChanges(changeable, drawing);
}

/** The same of anything that can be changed. */
export function checkChanges(of: Changeable, drawing: Omit<Asked, 'market' | 'subject'>): readonly CheckLine[] {
  const { seed, instants: count = INSTANTS, played = () => undefined } = drawing;
  const random = randomOf(`look-ahead|${seed}`);
  const whole = of.whole();
  const instants = drawInstants({ of, whole, count }, random);
  const compare = (name: string, partOf: (at: number) => readonly Decision[], before: number): CheckLine => {
    const faults = instants.map((at, i) => {
      const fault = differenceUntil(at, { whole, part: partOf(at) });
      played(before + i + 1, 2 * instants.length);
      return fault;
    });
    return lineOf(name, faults);
  };
  return [
    compare('look-ahead, the recording ended', of.ended, 0),
    compare('look-ahead, noise instead of what followed', (at) => of.poisoned(at, random), instants.length),
  ];
}

interface Drawing {
  readonly of: Changeable;
  readonly whole: readonly Decision[];
  readonly count: number;
}

/** Closes of bars: every other one an instant at which something was decided, where reading ahead would show. */
function drawInstants({ of, whole, count }: Drawing, random: Random): readonly number[] {
  const { startsAt: from, endsAt: to, barMs } = of;
  const decided = [...new Set(whole.map(({ at }) => at))].filter((at) => at > from && at < to);
  return Array.from({ length: count }, (_, i) => {
    const drawn = random();
    const chosen = i % 2 === 0 ? decided[Math.floor(drawn * decided.length)] : undefined;
    return chosen ?? Math.floor((from + drawn * (to - from)) / barMs) * barMs;
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
