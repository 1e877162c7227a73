import { z } from 'zod';
import { StrategyState } from '../../../kernel/db/index.ts';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, maybe, oneOf, text } from '../field.ts';

const strategy = { strategy: text('name'), version: count() };
const state = z.enum(StrategyState).describe('the new one');

/** What is told of strategies: which the record promotes, which it does not, and which are given up. */
export const strategyEvents = {
  'strategy.promoted': {
    author: 'atlas',
    level: 'decisions',
    tags: ['strategy', 'promoted'],
    moreTags: { probation: 'the new state', active: 'the new state' },
    fields: z.strictObject({
      ...strategy,
      state,
      runId: text('the trial that it rests on'),
      reason: text(),
    }),
    actionable: true,
  },
  'strategy.refused': {
    author: 'growth',
    level: 'decisions',
    tags: ['strategy', 'refused'],
    fields: z.strictObject({
      ...strategy,
      runId: text('the trial that was judged'),
      trials: count('variants of its family that were looked at'),
      deflated: maybe(figure('probability of an edge above the luck of the best of them')),
      reason: text('every gate that refuses, one sentence each'),
    }),
    actionable: true,
  },
  'strategy.tested': {
    author: 'growth',
    level: 'decisions',
    tags: ['strategy', 'tested'],
    moreTags: { proposable: 'it passed every gate but the holdout', refused: 'it did not' },
    fields: z.strictObject({
      ...strategy,
      runId: text('the trial that was judged'),
      verdict: oneOf(['proposable', 'refused'], 'whether only the holdout is left to be looked at'),
      trials: count('trials that the test took'),
      tried: count('variants of its family that were looked at'),
      deflated: maybe(figure('probability of an edge above the luck of the best of them')),
      reason: text('every gate that refuses, one sentence each'),
    }),
    actionable: true,
  },
  'strategy.untested': {
    author: 'growth',
    level: 'everything',
    tags: ['strategy', 'untested'],
    fields: z.strictObject({ subject: text('the template, or the run'), reason: text() }),
    actionable: true,
  },
  'strategy.paused': {
    author: 'atlas',
    level: 'decisions',
    tags: ['strategy', 'paused'],
    fields: z.strictObject({ ...strategy, by: text(), reason: text() }),
    actionable: true,
  },
  'strategy.resumed': {
    author: 'atlas',
    level: 'decisions',
    tags: ['strategy', 'resumed'],
    fields: z.strictObject({ ...strategy, state, by: text(), reason: text() }),
    actionable: true,
  },
  'strategy.demoted': {
    author: 'atlas',
    level: 'decisions',
    tags: ['strategy', 'demoted'],
    moreTags: { halved: 'it trades half of its size', retired: 'it trades no more' },
    fields: z.strictObject({
      ...strategy,
      state,
      share: figure('of its size that it trades from now on; 0: none'),
      by: text(),
      reason: text(),
    }),
    actionable: true,
  },
  'strategy.unreadable': {
    author: 'observer',
    level: 'everything',
    tags: ['strategy', 'unreadable'],
    fields: z.strictObject({ ...strategy, reason: text('every fault of what is stored of it') }),
    actionable: true,
  },
  'strategy.none_promoted': {
    author: 'atlas',
    level: 'decisions',
    tags: ['strategy', 'cash'],
    fields: z.strictObject({
      day: text('of the company’s time zone'),
      tested: count('strategies that were tested and are not promoted'),
      reason: maybe(text('why the last of them is not')),
    }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
