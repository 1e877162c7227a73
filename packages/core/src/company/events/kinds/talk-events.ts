import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, text } from '../field.ts';

const talk = { roundtableId: text('the conversation'), format: text('which kind') };

/** What is told of the table's conversations. */
export const talkEvents = {
  'roundtable.convened': {
    author: 'any',
    level: 'decisions',
    tags: ['roundtable', 'convened'],
    fields: z.strictObject({ ...talk, topic: text('what about'), turns: count('planned') }),
    actionable: false,
  },
  'roundtable.turn': {
    author: 'any',
    level: 'everything',
    tags: ['roundtable', 'turn'],
    fields: z.strictObject({ ...talk, turnNo: count('from 1'), mind: text('what spoke') }),
    actionable: false,
  },
  'roundtable.ended': {
    author: 'any',
    level: 'decisions',
    tags: ['roundtable', 'ended'],
    fields: z.strictObject({ ...talk, turns: count('said') }),
    actionable: false,
  },
  'roundtable.distilled': {
    author: 'any',
    level: 'everything',
    tags: ['roundtable', 'distilled'],
    fields: z.strictObject({
      ...talk,
      memories: count('how many it left'),
      actions: count('how many action items the door let through'),
    }),
    actionable: false,
  },
  'review.turn': {
    author: 'any',
    level: 'decisions',
    tags: ['review', 'turn'],
    fields: z.strictObject({
      roundtableId: text('the conversation'),
      turnNo: count('from 1'),
      vote: text('approve, reject or abstain'),
      probability: figure('0 to 1'),
    }),
    actionable: false,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
