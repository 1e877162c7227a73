import type { EventSpec } from './event-spec.ts';
import { priceEvents } from './kinds/price-events.ts';
import { signalEvents } from './kinds/signal-events.ts';
import { talkEvents } from './kinds/talk-events.ts';
import { thoughtEvents } from './kinds/thought-events.ts';
import { tradeEvents } from './kinds/trade-events.ts';

/**
 * Every kind of event, who tells it, its tags and its fields: part of the API. Rules are written against this table.
 */
export const eventCatalogue = {
  ...signalEvents,
  ...talkEvents,
  ...tradeEvents,
  ...priceEvents,
  ...thoughtEvents,
  'company.started': {
    author: 'observer',
    tags: ['company', 'started'],
    fields: { market: 'which market', first: 'whether this is a new world' },
    actionable: false,
  },
  'company.troubled': {
    author: 'observer',
    tags: ['error', 'alert', 'trouble'],
    fields: { cause: 'names the trouble', since: 'machine time', times: 'how often it was told' },
    actionable: false,
  },
  'company.recovered': {
    author: 'observer',
    tags: ['alert', 'recovered'],
    fields: { cause: 'the trouble that has ended', since: 'machine time when it began' },
    actionable: false,
  },
  'queue.reopened': {
    author: 'observer',
    tags: ['warning', 'queue', 'reopened'],
    fields: { queue: 'what protects and was held back', restraints: 'what was taken away' },
    actionable: false,
  },
  'scan.finished': {
    author: 'intel',
    tags: ['scan'],
    fields: {
      topic: 'what was scanned for',
      findings: 'how many',
      submitted: 'signal id or null',
      noData: 'whether the topic’s own source is not connected',
    },
    actionable: true,
  },
  'research.finished': {
    author: 'intel',
    tags: ['research'],
    moreTags: { lead: 'a token moved by more than chance and became a signal' },
    fields: {
      topic: 'what was researched',
      noData: 'whether the topic’s own source is not connected',
      submitted: 'signal id or null',
      lead: 'symbol of the token that became a signal, or null',
      tokens: 'what days of candles say of each token, with the company’s own record in it',
    },
    actionable: true,
  },
  'proposal.accepted': {
    author: 'any',
    tags: ['proposal', 'accepted'],
    fields: {
      route: 'how it was approved',
      by: 'who approved it, unless at once',
      missionType: 'entry, exit, scale or analysis',
      sizeUsd: 'of an entry or scale',
    },
    actionable: true,
  },
  'proposal.rejected': {
    author: 'any',
    tags: ['proposal', 'rejected'],
    fields: {
      reasons: 'gate, check, limit, observed, policyVersion, message of each',
      route: 'what decided it',
      by: 'who',
      missionType: 'entry, exit, scale or analysis',
    },
    actionable: true,
  },
  'proposal.pending': {
    author: 'any',
    tags: ['proposal', 'pending'],
    fields: {
      route: 'what decides it',
      missionType: 'entry, exit, scale or analysis',
      sizeUsd: 'of an entry or scale',
    },
    actionable: true,
  },
  'mission.failed': {
    author: 'observer',
    tags: ['mission', 'failed'],
    fields: { step: 'kind', reason: 'why', missionType: 'entry, exit, scale or analysis' },
    actionable: true,
  },
  'mission.succeeded': {
    author: 'observer',
    tags: ['mission', 'succeeded'],
    fields: { missionType: 'entry, exit, scale or analysis' },
    actionable: true,
  },
  'step.dead_letter': {
    author: 'observer',
    tags: ['error', 'dead_letter'],
    fields: { stepId: 'the step', kind: 'step kind', error: 'the last one' },
    actionable: true,
  },
  'step.retried': {
    author: 'observer',
    tags: ['dead_letter', 'retried'],
    fields: { stepId: 'the step', kind: 'step kind', by: 'who asked for it' },
    actionable: true,
  },
  'review.turn': {
    author: 'any',
    tags: ['review', 'turn'],
    fields: { roundtableId: '', turnNo: '', vote: '', probability: '' },
    actionable: false,
  },
  'breaker.opened': {
    author: 'observer',
    tags: ['error', 'rule_violation'],
    fields: { key: 'step kind and venue', error: 'the last one', until: 'machine time' },
    actionable: true,
  },
  'breaker.closed': {
    author: 'observer',
    tags: ['breaker', 'closed'],
    fields: { key: 'step kind and venue', by: 'probe or operator' },
    actionable: true,
  },
  'heartbeat.missed': {
    author: 'observer',
    tags: ['error', 'heartbeat', 'missed'],
    fields: { beat: 'the last that came', lastBeatAt: 'company time', silentSeconds: 'machine time since' },
    actionable: true,
  },
  'clock.set_back': {
    author: 'observer',
    tags: ['error', 'clock', 'set_back'],
    fields: { seconds: 'by how much, at least', moved: 'rows that waited for a time and were moved with it' },
    actionable: false,
  },
  'clock.ahead': {
    author: 'observer',
    tags: ['error', 'clock', 'ahead'],
    fields: { seconds: 'how far company time is ahead of the machine’s' },
    actionable: false,
  },
  'rule.changed': {
    author: 'observer',
    tags: ['rule', 'changed'],
    fields: { rule: 'name', what: 'added, or what was changed', version: '', changedBy: '' },
    actionable: false,
  },
  'policy.changed': {
    author: 'observer',
    tags: ['policy', 'changed'],
    fields: { key: '', version: '', changedBy: '' },
    actionable: true,
  },
  'transfer.booked': {
    author: 'observer',
    tags: ['transfer', 'booked'],
    fields: { amountUsd: 'paid in; below zero: taken out', cashUsd: 'of the account afterwards', by: '', note: '' },
    actionable: true,
  },
  'trading.state_changed': {
    author: 'observer',
    tags: ['trading_state'],
    moreTags: { active: 'the new state', reducing: 'the new state', halted: 'the new state' },
    fields: { state: 'active, reducing or halted', by: '', reason: '', inFlight: 'orders still at a venue', epoch: '' },
    actionable: true,
  },
  'day.ended': {
    author: 'growth',
    tags: ['report', 'daily'],
    fields: {
      day: 'of the company’s time zone',
      equityUsd: 'at its end',
      pnlUsd: 'change of equity since it began',
      trades: 'closed',
      wins: '',
      losses: '',
      feesUsd: 'of the closed trades',
      openPositions: 'at its end',
      drawdown: 'below the highest equity, a fraction',
    },
    actionable: true,
  },
  'notification.undelivered': {
    author: 'observer',
    tags: ['error', 'notification'],
    fields: {
      notificationId: 'the notification',
      template: 'trade, alert or daily_report',
      attempts: '',
      error: 'the last one',
    },
    actionable: true,
  },
  'protection.lifted': {
    author: 'sage',
    tags: ['protection', 'lifted'],
    moreTags: { stop_loss_guard: 'the kind of protection' },
    fields: { kind: '', subject: 'company or an instrument', by: '' },
    actionable: true,
  },
  'protection.locked': {
    author: 'sage',
    tags: ['protection', 'locked'],
    fields: { kind: '', subject: '', until: '' },
    actionable: true,
  },
} as const satisfies Record<string, EventSpec>;

export type EventKind = keyof typeof eventCatalogue;

/** Whether a text names a kind of event. */
export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(eventCatalogue, kind);
}

/** Whether rules and reactions may act on this kind of event. */
export function isActionable(kind: EventKind): boolean {
  return eventCatalogue[kind].actionable;
}
