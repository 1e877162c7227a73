import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, flag, instant, maybe, text } from '../field.ts';

/** Kinds of event about prices that do not come. */
export const priceEvents = {
  'price.missing': {
    author: 'scout',
    level: 'money',
    tags: ['price', 'missing', 'alert'],
    fields: z.strictObject({
      symbol: text(),
      since: instant('when the last price was, company time'),
      seconds: count('without a price'),
      told: count('how often, this time included'),
      lastPrice: maybe(text()),
      stopLoss: maybe(text('that nobody watches')),
      stopRests: flag('whether it rests at the venue and works there'),
      status: text('of the position'),
    }),
    actionable: true,
  },
  'price.back': {
    author: 'scout',
    level: 'decisions',
    tags: ['price', 'back', 'alert'],
    fields: z.strictObject({
      symbol: text(),
      since: instant('company time'),
      seconds: count('without a price'),
      told: count('how often it was told'),
    }),
    actionable: true,
  },
  'feed.silent': {
    author: 'observer',
    level: 'money',
    tags: ['price', 'feed', 'missing', 'alert'],
    fields: z.strictObject({
      since: instant('when the last price of anything came, company time'),
      seconds: count('without one'),
      positions: count('held'),
      told: count('how often, this time included'),
      reason: maybe(text('why the source fails')),
    }),
    actionable: true,
  },
  'feed.back': {
    author: 'observer',
    level: 'decisions',
    tags: ['price', 'feed', 'back', 'alert'],
    fields: z.strictObject({
      since: instant('company time'),
      seconds: count('without a price'),
      positions: count('held'),
      told: count('how often it was told'),
    }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
