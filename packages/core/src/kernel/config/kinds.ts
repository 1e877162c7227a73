import { z } from 'zod';

/** What others must not guess or see. */
export const secret = z
  .string()
  .min(32, 'must have at least 32 characters')
  .regex(/^[\x21-\x7e]*$/, 'must have no spaces and no letters beyond ASCII: it travels in a header');

export const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a date such as 2025-01-31 or a time with its zone')
  .transform((text) => new Date(text));

export const http = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

/** A whole number in digits. */
export function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** An address without the slashes at its end. */
export function bare(url: string): string {
  return url.replace(/\/+$/, '');
}
