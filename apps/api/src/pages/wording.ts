import { sayBooked, sayPrice } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';
import { type Html, html } from './html.ts';

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

/** A time of the company's day, with its date. */
export function clock(at: Date, timeZone: string): string {
  return at.toLocaleString('en-GB', { timeZone, day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** A time of the company with its year and where its clock hangs: replays show other years than this one. */
export function fullClock(at: Date, timeZone: string): string {
  const year = at.toLocaleString('en-GB', { timeZone, year: 'numeric' });
  return `${clock(at, timeZone).replace(',', ` ${year},`)} ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')}`;
}
