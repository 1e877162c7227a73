import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, instant, list, maybe, text } from '../field.ts';

const missionType = text('entry, exit, scale or analysis');
const sizeUsd = maybe(text('of an entry or scale'));
const by = text('who decided, unless at once').optional();

const reason = z.object({
  gate: text(),
  check: text(),
  limit: maybe(text()),
  observed: maybe(text()),
  policyVersion: count(),
  message: text(),
});

/** What is told of proposals, missions, steps and the breakers of their kinds. */
export const workEvents = {
  'proposal.accepted': {
    author: 'any',
    level: 'decisions',
    tags: ['proposal', 'accepted'],
    fields: z.strictObject({
      route: maybe(text('how it was approved')),
      by,
      missionType,
      sizeUsd: sizeUsd.optional(),
    }),
    actionable: true,
  },
  'proposal.rejected': {
    author: 'any',
    level: 'decisions',
    tags: ['proposal', 'rejected'],
    fields: z.strictObject({
      reasons: list(reason, 'why, where its gates were shut').optional(),
      route: maybe(text('what decided it')).optional(),
      by,
      missionType,
    }),
    actionable: true,
  },
  'proposal.pending': {
    author: 'any',
    level: 'decisions',
    tags: ['proposal', 'pending'],
    fields: z.strictObject({ route: maybe(text('what decides it')), missionType, sizeUsd }),
    actionable: true,
  },
  'mission.failed': {
    author: 'observer',
    level: 'decisions',
    tags: ['mission', 'failed'],
    fields: z.strictObject({ step: text('kind'), reason: maybe(text('why')), missionType }),
    actionable: true,
  },
  'step.dead_letter': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'dead_letter'],
    fields: z.strictObject({ stepId: text('the step'), kind: text('step kind'), error: text('the last one') }),
    actionable: true,
  },
  'step.retried': {
    author: 'observer',
    level: 'everything',
    tags: ['dead_letter', 'retried'],
    fields: z.strictObject({ stepId: text('the step'), kind: text('step kind'), by: text('who asked for it') }),
    actionable: true,
  },
  'breaker.opened': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'rule_violation'],
    fields: z.strictObject({
      key: text('step kind and venue'),
      error: text('the last one'),
      until: maybe(instant('machine time; null: its steps are not stopped')),
    }),
    actionable: true,
  },
  'breaker.closed': {
    author: 'observer',
    level: 'decisions',
    tags: ['breaker', 'closed'],
    fields: z.strictObject({ key: text('step kind and venue'), by: text('probe or operator') }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
