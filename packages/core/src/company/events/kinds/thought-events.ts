import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, flag, instant, list, maybe, oneOf, text } from '../field.ts';

const memory = {
  memoryId: text(),
  type: text('insight, pattern, strategy, preference or lesson'),
  confidence: figure('0 to 1'),
};
const ideaFigure = oneOf(['price_change', 'findings'], 'a fraction since the idea, or how much the work found');
const nothingConnected = flag('whether the topic’s own source is not connected');

const study = z.object({
  symbol: text(),
  contract: text(),
  days: count('that the figures are of'),
  change: figure('a fraction'),
  trades: count('of the company'),
  wins: count(),
  pnlUsd: figure(),
});

/** What agents tell of their own thinking: what they found, what they remember, and the ideas that it gives them. */
export const thoughtEvents = {
  'scan.finished': {
    author: 'intel',
    level: 'everything',
    tags: ['scan'],
    fields: z.strictObject({
      topic: maybe(text('what was scanned for')),
      findings: count('how many'),
      submitted: maybe(text('signal id')),
      noData: nothingConnected,
    }),
    actionable: true,
  },
  'research.finished': {
    author: 'intel',
    level: 'everything',
    tags: ['research'],
    moreTags: { lead: 'a token moved by more than chance and became a signal' },
    fields: z.strictObject({
      topic: maybe(text('what was researched')),
      noData: nothingConnected,
      submitted: maybe(text('signal id')),
      lead: maybe(text('symbol of the token that became a signal')),
      tokens: list(study, 'what days of candles say of each token, with the company’s own record in it'),
    }),
    actionable: true,
  },
  'memory.stored': {
    author: 'any',
    level: 'everything',
    tags: ['memory'],
    moreTags: { lesson: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: z.strictObject({
      ...memory,
      subject: maybe(text('what it is about')),
      trust: text('untrusted: words from outside are in it'),
    }),
    actionable: false,
  },
  'memory.recalled': {
    author: 'any',
    level: 'everything',
    tags: ['memory', 'recalled'],
    fields: z.strictObject({ ...memory, rule: text('whose topic it influenced'), topic: maybe(text()) }),
    actionable: false,
  },
  'memory.promoted': {
    author: 'any',
    level: 'decisions',
    tags: ['insight'],
    moreTags: { pattern: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: z.strictObject(memory),
    actionable: true,
  },
  'voice.changed': {
    author: 'any',
    level: 'everything',
    tags: ['voice', 'changed'],
    fields: z.strictObject({
      modifiers: list(text(), 'how the agent sounds now, in words'),
      before: list(text(), 'how it sounded'),
    }),
    actionable: false,
  },
  'mind.fell_back': {
    author: 'any',
    level: 'decisions',
    tags: ['mind', 'fallback'],
    fields: z.strictObject({ why: text('why the language model was not heard') }),
    actionable: true,
  },
  'portfolio.assessed': {
    author: 'sage',
    level: 'decisions',
    tags: ['portfolio', 'assessed'],
    fields: z.strictObject({
      topic: maybe(text('what was asked for')),
      exposure: figure('value over equity'),
      risk: figure('what all stops would cost, over equity'),
      worries: list(text(), 'one sentence each'),
      drawdown: figure('below the highest equity, a fraction'),
      dayPnlUsd: figure('since the day began'),
      twins: maybe(
        z
          .object({ one: text(), other: text(), correlation: figure() })
          .describe('the two held tokens that move most alike'),
      ),
      positions: count('held'),
      proposalId: maybe(text('what was proposed')),
    }),
    actionable: true,
  },
  'initiative.taken': {
    author: 'any',
    level: 'decisions',
    tags: ['initiative'],
    moreTags: { accepted: 'what became of it', pending: 'what became of it', rejected: 'what became of it' },
    fields: z.strictObject({
      memoryId: text('what gave it the idea'),
      status: text('accepted, pending or rejected'),
      figure: ideaFigure,
      wrongIf: oneOf(['at_least', 'at_most'], 'the side of the bound on which it is wrong'),
      bound: figure('at which it is wrong'),
      dueAt: instant('when it is looked at, company time'),
    }),
    actionable: true,
  },
  'idea.settled': {
    author: 'any',
    level: 'decisions',
    tags: ['idea', 'settled'],
    moreTags: { right: 'what was measured', wrong: 'what was measured' },
    fields: z.strictObject({
      memoryId: text('for or against which it counts'),
      figure: ideaFigure,
      bound: figure('at which it is wrong'),
      measured: maybe(figure('null: there was nothing to tell by')),
      right: maybe(flag('null: there was nothing to tell by')),
    }),
    actionable: false,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
