import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, instant, list, maybe, oneOf, text } from '../field.ts';

/** What is told of the company itself: its processes, clocks and queues, its money, its state and its days. */
export const companyEvents = {
  'company.troubled': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'alert', 'trouble'],
    // A trouble adds what it knows of itself.
    fields: z.looseObject({
      cause: text('names the trouble'),
      since: instant('machine time'),
      times: count('how often it was told'),
    }),
    actionable: false,
  },
  'company.recovered': {
    author: 'observer',
    level: 'money',
    tags: ['alert', 'recovered'],
    fields: z.looseObject({
      cause: text('the trouble that has ended'),
      since: instant('machine time when it began'),
    }),
    actionable: false,
  },
  'queue.reopened': {
    author: 'observer',
    level: 'decisions',
    tags: ['warning', 'queue', 'reopened'],
    fields: z.strictObject({
      queue: text('what protects and was held back'),
      restraints: list(text(), 'what was taken away'),
    }),
    actionable: false,
  },
  'heartbeat.missed': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'heartbeat', 'missed'],
    fields: z.strictObject({
      beat: count('the last that came'),
      lastBeatAt: maybe(instant('company time')),
      silentSeconds: count('machine time since'),
    }),
    actionable: true,
  },
  'clock.set_back': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'clock', 'set_back'],
    fields: z.strictObject({
      seconds: count('by how much, at least'),
      moved: count('rows that waited for a time and were moved with it'),
    }),
    actionable: false,
  },
  'clock.ahead': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'clock', 'ahead'],
    fields: z.strictObject({ seconds: count('how far company time is ahead of the machine’s') }),
    actionable: false,
  },
  'notification.undelivered': {
    author: 'observer',
    level: 'money',
    tags: ['error', 'notification'],
    fields: z.strictObject({
      notificationId: text('the notification'),
      template: text('trade, alert or daily_report'),
      attempts: count(),
      error: text('the last one'),
    }),
    actionable: true,
  },
  'transfer.booked': {
    author: 'observer',
    level: 'money',
    tags: ['transfer', 'booked'],
    fields: z.strictObject({
      amountUsd: text('paid in; below zero: taken out'),
      cashUsd: text('of the account afterwards'),
      by: text(),
      note: text(),
    }),
    actionable: true,
  },
  'trading.state_changed': {
    author: 'observer',
    level: 'money',
    tags: ['trading_state'],
    moreTags: { active: 'the new state', reducing: 'the new state', halted: 'the new state' },
    fields: z.strictObject({
      state: oneOf(['active', 'reducing', 'halted']),
      by: text(),
      reason: text(),
      inFlight: list(text(), 'orders still at a venue'),
      epoch: count(),
    }),
    actionable: true,
  },
  'day.ended': {
    author: 'growth',
    level: 'money',
    tags: ['report', 'daily'],
    fields: z.strictObject({
      day: text('of the company’s time zone'),
      equityUsd: text('at its end'),
      pnlUsd: text('change of equity since it began'),
      trades: count('closed'),
      wins: count(),
      losses: count(),
      feesUsd: text('of the closed trades'),
      openPositions: count('at its end'),
      drawdown: figure('below the highest equity, a fraction'),
    }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
