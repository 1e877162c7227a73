import { Decimal } from '@atc/core/kernel/money';
import { type Html, html } from './html.ts';

/** An amount of USD with two decimals. */
export function money(text: string): string {
  return `$${new Decimal(text).toFixed(2).replace(/\B(?=(\d{3})+(?!\d)\.)/g, ',')}`;
}

/** An amount that was won or lost, in its colour. */
export function signed(text: string): Html {
  const value = new Decimal(text);
  const amount = `${value.isNegative() ? '−' : '+'}${money(value.abs().toFixed())}`;
  return value.isZero() ? html`$0.00` : html`<span class="${value.isNegative() ? 'lost' : 'won'}">${amount}</span>`;
}

/** A price with five significant digits; a dash when there is none. */
export function price(text: string | null): string {
  return text === null ? '–' : new Decimal(text).toSignificantDigits(5).toFixed();
}

/** A fraction as a percentage. */
export function pct(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}

/** A time of the company's day, with its date. */
export function clock(at: Date, timeZone: string): string {
  return at.toLocaleString('en-GB', { timeZone, day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' });
}
