const MINUS = '−';
const THIN = ' ';
const FEW_CENTS = 0.005;
const IN_FULL_BELOW = 100_000;
const SCALES = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const wholes = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A decimal as the API writes it, or a number. */
export type Amount = string | number;

/** An amount of money, `$1,005.24`; three digits and a letter from 100,000 on; `−` where it is below zero. */
export function sayUsd(amount: Amount): string {
  const value = Number(amount);
  return `${value < 0 && !isNothing(value) ? MINUS : ''}$${digitsOf(Math.abs(value))}`;
}

/** A result, which has its sign always: `+$5.77`, `−$2.09`; nothing has none. */
export function sayResult(amount: Amount): string {
  const value = Number(amount);
  if (isNothing(value)) return '$0.00';
  return `${value < 0 ? MINUS : '+'}$${digitsOf(Math.abs(value))}`;
}

const isNothing = (value: number) => Math.abs(value) < FEW_CENTS;

function digitsOf(value: number): string {
  if (value < IN_FULL_BELOW) return cents.format(value);
  const [size, letter] = SCALES.find(([scale]) => value >= scale) ?? [1, ''];
  return `${threeDigits(value / size)}${THIN}${letter}`;
}

function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A price by its size: thousands with cents, small ones with four digits that tell something, never an exponent. */
export function sayPrice(price: Amount): string {
  const value = Number(price);
  if (value === 0) return '0';
  if (value >= 1000) return cents.format(value);
  if (value >= 1) return trimmed(value.toFixed(4));
  const zeros = Math.max(0, -Math.floor(Math.log10(value)) - 1);
  return value.toFixed(Math.min(zeros + 4, 12));
}

const trimmed = (text: string) => text.replace(/(\.\d\d\d*?)0+$/, '$1');

/** A quantity: whole from a thousand on, else as many places as matter. */
export function sayQuantity(quantity: Amount): string {
  const value = Number(quantity);
  if (value >= 1000) return wholes.format(value);
  if (value >= 1) return trimmed(value.toFixed(3));
  return value === 0 ? '0' : Number(value.toPrecision(5)).toFixed(8).replace(/0+$/, '');
}

/** A count, its thousands apart. */
export function sayCount(count: number): string {
  return wholes.format(count);
}

/** A share of something, `3.5 %`; below 0.05 % it says so instead of nothing. */
export function sayShare(share: number): string {
  if (share === 0) return `0.0${THIN}%`;
  const percent = Math.abs(share) * 100;
  const sign = share < 0 ? MINUS : '';
  return percent < 0.05 ? `<${THIN}0.1${THIN}%` : `${sign}${percent.toFixed(1)}${THIN}%`;
}

/** A change as a share, with its sign. */
export function sayChange(share: number): string {
  return share > 0 && share >= 0.0005 ? `+${sayShare(share)}` : sayShare(share);
}

/** A ratio with two places; a result in units of the first risk reads `−0.70 R`. */
export function sayRatio(ratio: number): string {
  return `${ratio < 0 ? MINUS : ''}${Math.abs(ratio).toFixed(2)}`;
}

export function sayR(r: number): string {
  return `${r > 0 ? '+' : ''}${sayRatio(r)}${THIN}R`;
}

/** Whether a result is won, lost or neither, for its colour. */
export function toneOf(amount: Amount): 'won' | 'lost' | 'even' {
  const value = Number(amount);
  return isNothing(value) ? 'even' : value > 0 ? 'won' : 'lost';
}
