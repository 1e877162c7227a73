import { sayBps, sayDollars, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';

// What is not known is said to be unknown, never guessed.
const UNKNOWN = 'unknown';

const shown = (value: number | null, write: (known: number) => string): string =>
  value === null ? UNKNOWN : write(value);

/** A fraction as a percentage with one decimal: 0.0512 is "5.1 %". */
export function pct(value: number | null): string {
  return shown(value, sayShare);
}

/** A probability in whole percents. */
export function percent(value: number | null): string {
  return shown(value, (known) => sayShare(known, 0));
}

/** An amount of dollars with cents. */
export function usd(value: number | null): string {
  return shown(value, sayDollars);
}

/** A ratio with two decimals. */
export function ratio(value: number | null): string {
  return shown(value, (known) => sayRatio(known));
}

/** Basis points, whole. */
export function bps(value: number | null): string {
  return shown(value, sayBps);
}

/** Hours with one decimal. */
export function hours(value: number | null): string {
  return shown(value, (known) => `${sayRatio(known, 1)} h`);
}

/** A price with six significant digits, never in scientific notation. */
export function price(value: string | null): string {
  return value === null ? UNKNOWN : new Decimal(value).toSignificantDigits(6).toFixed();
}

/** The time of an instant to the second. */
export function clockTime(iso: string | null): string {
  return iso === null ? UNKNOWN : `${iso.slice(11, 19)} UTC`;
}
