import type { EventSpec } from '../event-spec.ts';

/** Kinds of event about prices that do not come. */
export const priceEvents = {
  'price.missing': {
    author: 'scout',
    tags: ['price', 'missing', 'alert'],
    fields: {
      symbol: '',
      since: 'when the last price was, company time',
      seconds: 'without a price',
      told: 'how often, this time included',
      lastPrice: '',
      stopLoss: 'that nobody watches',
      stopRests: 'whether it rests at the venue and works there',
      status: 'of the position',
    },
    actionable: true,
  },
  'price.back': {
    author: 'scout',
    tags: ['price', 'back', 'alert'],
    fields: { symbol: '', since: 'company time', seconds: 'without a price', told: 'how often it was told' },
    actionable: true,
  },
  'feed.silent': {
    author: 'observer',
    tags: ['price', 'feed', 'missing', 'alert'],
    fields: {
      since: 'when the last price of anything came, company time',
      seconds: 'without one',
      positions: 'held',
      told: 'how often, this time included',
      reason: 'why the source fails, or null',
    },
    actionable: true,
  },
  'feed.back': {
    author: 'observer',
    tags: ['price', 'feed', 'back', 'alert'],
    fields: { since: 'company time', seconds: 'without a price', positions: 'held', told: 'how often it was told' },
    actionable: true,
  },
} as const satisfies Record<string, EventSpec>;
