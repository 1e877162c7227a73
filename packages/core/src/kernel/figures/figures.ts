import { Decimal, type DecimalInput } from '../money/index.ts';

const MILLION = 1e6;
const BILLION = 1e9;

const MINUS = '−';
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/**
 * The digits of an amount as people read them: cents below a million, from there on millions and billions with two
 * places.
 */
function amountOf(usd: Decimal): string {
  const cents = usd.abs().toFixed(2);
  if (new Decimal(cents).lt(MILLION)) return grouped(cents);
  const millions = usd.abs().div(MILLION).toFixed(2);
  if (new Decimal(millions).lt(1000)) return `${millions} million`;
  return `${grouped(usd.abs().div(BILLION).toFixed(2))} billion`;
}

// What rounds to nothing has no sign.
function signedAs(usd: DecimalInput, say: (amount: string) => string): string {
  const value = new Decimal(usd);
  const amount = amountOf(value);
  return value.lt(0) && /[1-9]/.test(amount) ? `${MINUS}${say(amount)}` : say(amount);
}

/** An amount of money with its unit behind it, `−1,234.56 USD`; from a million on in millions. */
export function sayUsd(usd: DecimalInput): string {
  return signedAs(usd, (amount) => `${amount} USD`);
}

/** The same to the cent, however much it is, `−$1,234,567.89`: how books are shown. */
export function sayBooked(usd: DecimalInput): string {
  const value = new Decimal(usd);
  const cents = value.abs().toFixed(2);
  return `${value.lt(0) && /[1-9]/.test(cents) ? MINUS : ''}$${grouped(cents)}`;
}

/** An amount to the cent without its unit, where the sentence around it has it. */
export function sayAmount(usd: DecimalInput): string {
  return sayBooked(usd).replace('$', '');
}

/** An amount with its sign in front, `−$1,234.56`: how agents say it. */
export function sayDollars(usd: DecimalInput): string {
  return signedAs(usd, (amount) => `$${amount}`);
}

/** A quantity as a trader reads it: grouped, with as many decimals as matter. */
export function sayQuantity(quantity: DecimalInput): string {
  const value = new Decimal(quantity);
  const places = value.abs().gte(1000) ? 0 : value.abs().gte(1) ? 3 : 6;
  const shown = value.toDecimalPlaces(places);
  // What there is of it is never nothing.
  return grouped((shown.isZero() ? value.toSignificantDigits(3) : shown).toFixed());
}

/** A price with four significant digits at the least and no exponent: it can be pasted where a price is asked for. */
export function sayPrice(price: DecimalInput): string {
  const value = new Decimal(price);
  const places = value.gte(1000) ? 2 : 4;
  return (value.gte(1) ? value.toDecimalPlaces(places) : value.toSignificantDigits(4)).toFixed();
}

/** A fraction as a signed percentage, `−5.9 %`: how far something moved. */
export function sayPct(fraction: number): string {
  return `${fraction < 0 ? MINUS : '+'}${percentage(Math.abs(fraction), 1)}`;
}

/** A fraction as a percentage of a whole, `5.9 %`, with one place unless told. */
export function sayShare(fraction: number, places = 1): string {
  const said = percentage(Math.abs(fraction), places);
  return fraction < 0 && /[1-9]/.test(said) ? `${MINUS}${said}` : said;
}

const percentage = (fraction: number, places: number): string => `${grouped((fraction * 100).toFixed(places))} %`;

/** A signed multiple of the risk that a trade began with. */
export function sayR(multiple: number): string {
  return `${multiple < 0 ? MINUS : '+'}${Math.abs(multiple).toFixed(2)} R`;
}

/** Basis points, whole. */
export function sayBps(bps: number): string {
  return `${bps.toFixed(0).replace('-', MINUS)} bps`;
}

/** A ratio, or another number that has no unit of its own, with two places unless told. */
export function sayRatio(ratio: number, places = 2): string {
  return grouped(ratio.toFixed(places)).replace('-', MINUS);
}

/** A span of time in words. */
export function sayMinutes(minutes: number): string {
  if (minutes < 120) return sayCount(Math.round(minutes), 'minute');
  return minutes < 2880 ? `${(minutes / 60).toFixed(1)} hours` : `${(minutes / 1440).toFixed(1)} days`;
}

/** How long ago something was, in words. */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : sayMinutes(seconds / 60);
}

/** A span that somebody set, in whole units: `24 hours`, `7 days`. */
export function saySpan(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 2880 ? `${(minutes / 60).toFixed(0)} hours` : `${(minutes / 1440).toFixed(0)} days`;
}

/** How many of something there are, in the form that the number asks for: `1 position`, `3 positions`. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${grouped(String(count))} ${count === 1 ? one : many}`;
}
