import { sayBooked, sayPrice } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';
import { type Html, html } from '@atc/core/kernel/text';

/** An amount that was won or lost, in its colour. */
export function signed(text: string): Html {
  const value = new Decimal(text);
  const amount = `${value.isNegative() ? '−' : '+'}${sayBooked(value.abs())}`;
  return value.isZero() ? html`$0.00` : html`<span class="${value.isNegative() ? 'lost' : 'won'}">${amount}</span>`;
}

/** A price as the desk says it everywhere; a dash when there is none. */
export function price(text: string | null): string {
  return text === null ? '–' : sayPrice(text);
}
