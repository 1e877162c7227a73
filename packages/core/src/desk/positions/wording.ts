import type { Decimal } from '../../kernel/money/index.ts';

/** A quantity as a trader reads it: grouped, with as many decimals as matter. */
export function sayQuantity(quantity: Decimal): string {
  const decimals = quantity.gte(1000) ? 0 : quantity.gte(1) ? 3 : 6;
  return Number(quantity.toFixed(decimals)).toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/** A price with four significant digits at the least, and no exponent. */
export function sayPrice(price: Decimal): string {
  if (price.gte(1)) return price.toDecimalPlaces(price.gte(1000) ? 2 : 4).toFixed();
  return price.toSignificantDigits(4).toFixed();
}

/** A signed amount of money. */
export function sayUsd(usd: Decimal): string {
  return `${usd.lt(0) ? '−' : ''}${usd.abs().toFixed(2)} USD`;
}

/** A signed percentage of a fraction. */
export function sayPct(fraction: number): string {
  return `${fraction < 0 ? '−' : '+'}${Math.abs(fraction * 100).toFixed(1)} %`;
}

/** A signed multiple of the risk that a trade began with. */
export function sayR(multiple: number): string {
  return `${multiple < 0 ? '−' : '+'}${Math.abs(multiple).toFixed(2)} R`;
}

const exits: Readonly<Record<string, string>> = {
  stop_loss: 'stop hit',
  take_profit: 'target reached',
  trailing_stop: 'trailing stop hit',
  operator: 'closed by hand',
  signal: 'sell signal',
  review: 'review said cut',
  protection: 'protection',
  trading_state: 'trading state',
  reconciliation: 'reconciliation',
  expiry: 'last day',
};

/** Why a trade ended, in words. */
export function sayExit(reason: string | null): string {
  return reason === null ? 'closed' : (exits[reason] ?? reason);
}

/** A span of time in words. */
export function sayMinutes(minutes: number): string {
  if (minutes < 120) return `${Math.round(minutes)} minutes`;
  return minutes < 2880 ? `${(minutes / 60).toFixed(1)} hours` : `${(minutes / 1440).toFixed(1)} days`;
}
