import type { EventSpec } from '../event-spec.ts';

/** What is told of the table's conversations. */
export const talkEvents = {
  'roundtable.convened': {
    author: 'any',
    tags: ['roundtable', 'convened'],
    fields: { roundtableId: 'the conversation', format: 'which kind', topic: 'what about', turns: 'planned' },
    actionable: false,
  },
  'roundtable.turn': {
    author: 'any',
    tags: ['roundtable', 'turn'],
    fields: { roundtableId: 'the conversation', format: 'which kind', turnNo: 'from 1', mind: 'what spoke' },
    actionable: false,
  },
  'roundtable.ended': {
    author: 'any',
    tags: ['roundtable', 'ended'],
    fields: { roundtableId: 'the conversation', format: 'which kind', turns: 'said' },
    actionable: false,
  },
  'roundtable.distilled': {
    author: 'any',
    tags: ['roundtable', 'distilled'],
    fields: {
      roundtableId: 'the conversation',
      format: 'which kind',
      memories: 'how many it left',
      actions: 'how many action items the door let through',
    },
    actionable: false,
  },
} as const satisfies Record<string, EventSpec>;
