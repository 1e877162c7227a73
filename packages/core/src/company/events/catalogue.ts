import type { z } from 'zod';
import type { EventSpec } from './event-spec.ts';
import { checkEvents } from './kinds/check-events.ts';
import { companyEvents } from './kinds/company-events.ts';
import { priceEvents } from './kinds/price-events.ts';
import { reviewEvents } from './kinds/review-events.ts';
import { signalEvents } from './kinds/signal-events.ts';
import { strategyEvents } from './kinds/strategy-events.ts';
import { talkEvents } from './kinds/talk-events.ts';
import { thoughtEvents } from './kinds/thought-events.ts';
import { tradeEvents } from './kinds/trade-events.ts';
import { workEvents } from './kinds/work-events.ts';
import type { FeedLevel } from './level.ts';

/**
 * Every kind of event, who tells it, its tags and its fields: part of the API. Rules are written against this table.
 */
export const eventCatalogue = {
  ...signalEvents,
  ...talkEvents,
  ...tradeEvents,
  ...reviewEvents,
  ...priceEvents,
  ...thoughtEvents,
  ...workEvents,
  ...checkEvents,
  ...strategyEvents,
  ...companyEvents,
} as const satisfies Readonly<Record<string, EventSpec>>;

type Catalogue = typeof eventCatalogue;

export type EventKind = keyof Catalogue;

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** The fields of an event of a kind. */
export type EventFields<Kind extends EventKind> = Frozen<z.output<Catalogue[Kind]['fields']>>;

/** Kinds of event that always have the same author, unless the event says otherwise. */
export type AuthoredKind = {
  [Kind in EventKind]: Catalogue[Kind]['author'] extends 'any' ? never : Kind;
}[EventKind];

/** Whether a text names a kind of event. */
export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(eventCatalogue, kind);
}

/** What is known of a kind of event. */
export function specOf(kind: EventKind): EventSpec {
  return eventCatalogue[kind];
}

/** Whether rules and reactions may act on this kind of event. */
export function isActionable(kind: EventKind): boolean {
  return specOf(kind).actionable;
}

/** The level at which a kind of event is heard first; one that is not known any more is part of everything. */
export function levelOf(kind: string): FeedLevel {
  return isEventKind(kind) ? specOf(kind).level : 'everything';
}
