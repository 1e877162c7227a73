import { Decimal } from 'decimal.js';

// 20 digits, the default, lose the tail of a large meme-coin quantity times its price.
Decimal.set({ precision: 60, toExpNeg: -40, toExpPos: 60 });

export { Decimal };

export type DecimalInput = Decimal | string | number;

export const ZERO = new Decimal(0);

/** Rounds to the 8 decimal places that every posted USD figure has, half up. */
export function roundUsd(value: DecimalInput): Decimal {
  return new Decimal(value).toDecimalPlaces(8, Decimal.ROUND_HALF_UP);
}

/** Rounds a quantity down to what the instrument can hold; never buys or sells more than asked. */
export function floorQuantity(value: DecimalInput, decimals: number): Decimal {
  return new Decimal(value).toDecimalPlaces(decimals, Decimal.ROUND_DOWN);
}

/** Rounds a price to the instrument's tick, half up. */
export function roundToTick(price: DecimalInput, tick: DecimalInput): Decimal {
  const step = new Decimal(tick);
  return new Decimal(price).div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).mul(step);
}

/** The smaller of two amounts. */
export function minOf(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

/** The larger of two amounts. */
export function maxOf(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

/** A plain decimal string, as the API and the queues show it: exact, or with so many places, rounded half up. */
export function plain(value: DecimalInput, places?: number): string {
  return new Decimal(value).toFixed(places);
}
