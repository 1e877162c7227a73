export { type EventFields, type EventKind, eventCatalogue, isActionable, isEventKind, levelOf } from './catalogue.ts';
export { EVENTS_QUEUE, emitEvent, tellFrom } from './emit-event.ts';
export { type EventDraft, RULES_CONSUMER, type WrittenEvent } from './event.ts';
export type { EventSpec } from './event-spec.ts';
export { fieldOf } from './field-of.ts';
export { headline } from './headline.ts';
export { type FeedLevel, feedLevels, isHeard } from './level.ts';
export {
  type EventPosition,
  type EventRow,
  eventOf,
  findEvent,
  latestPosition,
  listEventsAfter,
  positionOf,
  type StreamedEvent,
} from './store.ts';
