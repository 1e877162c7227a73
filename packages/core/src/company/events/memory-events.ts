import type { EventSpec } from './event-spec.ts';

/** What agents tell of their memories and of the ideas that these give them. */
export const memoryEvents = {
  'memory.stored': {
    author: 'any',
    tags: ['memory'],
    moreTags: { lesson: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: { memoryId: '', type: '', confidence: '0 to 1', subject: 'what it is about, or null' },
    actionable: false,
  },
  'memory.recalled': {
    author: 'any',
    tags: ['memory', 'recalled'],
    fields: { memoryId: '', type: '', confidence: '0 to 1', rule: 'whose topic it influenced', topic: '' },
    actionable: false,
  },
  'voice.changed': {
    author: 'any',
    tags: ['voice', 'changed'],
    fields: { modifiers: 'how the agent sounds now, in words', before: 'how it sounded' },
    actionable: false,
  },
  'mind.fell_back': {
    author: 'any',
    tags: ['mind', 'fallback'],
    fields: { why: 'why the language model was not heard' },
    actionable: true,
  },
  'initiative.taken': {
    author: 'any',
    tags: ['initiative'],
    moreTags: { accepted: 'what became of it', pending: 'what became of it', rejected: 'what became of it' },
    fields: { memoryId: 'what gave it the idea', status: 'accepted, pending or rejected' },
    actionable: true,
  },
  'memory.promoted': {
    author: 'any',
    tags: ['insight'],
    moreTags: { pattern: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: { memoryId: '', type: '', confidence: '0 to 1' },
    actionable: true,
  },
} as const satisfies Record<string, EventSpec>;
