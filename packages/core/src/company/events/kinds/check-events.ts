import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, instant, list, maybe, text } from '../field.ts';

/** What agents tell of the company's rules, and of how well its machine runs. */
export const checkEvents = {
  'system.checked': {
    author: 'observer',
    level: 'everything',
    tags: ['system', 'checked'],
    fields: z.strictObject({
      topic: maybe(text('error_rate, execution_quality or rule_compliance')),
      violations: list(text(), 'rules that are not kept'),
      steps: count('of the last day'),
      failedSteps: count('of the last day'),
      retriedSteps: count('that needed more than one attempt'),
      deadLetters: count(),
      fills: count('of the last day'),
      slippageBps: maybe(figure('average, weighted')),
      worstSlippageBps: maybe(figure()),
      orderMsP95: maybe(figure('from intent to the venue’s last word, of the slowest twentieth')),
      openPositions: count(),
      withoutStop: count('open positions without a stop'),
      withoutPrice: count('open positions of which no price comes'),
      largestUsd: figure('cost of the largest open position'),
      exposedUsd: figure('what all open positions cost'),
      tradesToday: count(),
      silentOrders: count('without a last word for an hour'),
      capsAdrift: list(text(), 'limits whose usage is not what their reservations add up to'),
    }),
    actionable: true,
  },
  'exposure.flagged': {
    author: 'observer',
    level: 'decisions',
    tags: ['exposure', 'flagged'],
    fields: z.strictObject({
      openPositions: count('as many as are allowed'),
      limit: count('how many are allowed'),
      exposedUsd: figure('what they cost'),
      reviewProposalId: text('what SAGE was asked for'),
    }),
    actionable: true,
  },
  'rule.violated': {
    author: 'observer',
    level: 'decisions',
    tags: ['error', 'rule_violation'],
    fields: z.strictObject({ rule: text('which'), observed: figure(), limit: figure() }),
    actionable: true,
  },
  'rule.changed': {
    author: 'observer',
    level: 'decisions',
    tags: ['rule', 'changed'],
    fields: z.strictObject({
      rule: text('name'),
      what: text('added, or what was changed'),
      version: count(),
      changedBy: text(),
    }),
    actionable: false,
  },
  'policy.changed': {
    author: 'observer',
    level: 'decisions',
    tags: ['policy', 'changed'],
    fields: z.strictObject({ key: text(), version: count(), changedBy: text() }),
    actionable: true,
  },
  'protection.locked': {
    author: 'sage',
    level: 'money',
    tags: ['protection', 'locked'],
    moreTags: { stop_loss_guard: 'the kind of protection' },
    fields: z.strictObject({
      kind: text(),
      subject: text('company or an instrument'),
      until: maybe(instant('null: until it is lifted')),
    }),
    actionable: true,
  },
  'protection.lifted': {
    author: 'sage',
    level: 'money',
    tags: ['protection', 'lifted'],
    moreTags: { stop_loss_guard: 'the kind of protection' },
    fields: z.strictObject({ kind: text(), subject: text('company or an instrument'), by: text() }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
