import { sayPct, sayShare } from '@atc/core/kernel/figures';
import type { Interval } from '../../measure/index.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A span of days (UTC), `2 Jan – 1 Apr 2025`. */
export function saySpan(from: number, to: number): string {
  const [first, last] = [new Date(from), new Date(to)].map((at) => ({
    day: DAY.format(at),
    year: at.getUTCFullYear(),
  }));
  if (!first || !last) return '';
  return `${first.day}${first.year === last.year ? '' : ` ${first.year}`} – ${last.day} ${last.year}`;
}

/** A figure with its interval, `−3.1 % [−6.3 %, +0.9 %]`; a dash without one. */
export function sayInterval(interval: Interval | null, say: (value: number) => string = sayPct): string {
  if (interval === null) return '–';
  return `${say(interval.estimate)} [${say(interval.low)}, ${say(interval.high)}]`;
}

/** A fraction in points of a percentage, signed, `−1.4`. */
export function sayPoints(fraction: number): string {
  return sayPct(fraction).replace(' %', '');
}

/** A small fraction as a signed percentage with two places, `−0.52 %`. */
export function sayEdge(fraction: number): string {
  return `${fraction < 0 ? '' : '+'}${sayShare(fraction, 2)}`;
}
