import type { EventRow } from '../events/index.ts';
import type { Message, Template } from './notification.ts';

/** What a person is told of an event, or null: trades, what went wrong or was stopped, and the day's report. */
export function messageOf(event: EventRow): Message | null {
  const template = templateOf(event);
  if (!template) return null;
  return {
    template,
    title: event.title,
    text: event.summary,
    at: event.occurredAt.toISOString(),
    agentId: event.agentId,
    event: { id: event.id, kind: event.kind, tags: [...event.tags] },
    tradeId: event.tradeId,
    proposalId: event.proposalId,
    fields: { ...event.fields },
  };
}

const trades: ReadonlySet<string> = new Set(['trade.executed', 'trade.closed', 'trade.failed']);
const alerts: ReadonlySet<string> = new Set([
  'trading.state_changed',
  'protection.locked',
  'order.unknown',
  'position.at_risk',
]);
const alertTags: ReadonlySet<string> = new Set(['error', 'warning', 'rule_violation', 'alert']);

function templateOf({ kind, tags }: EventRow): Template | null {
  // A message that could not be sent must not be told by a message.
  if (kind === 'notification.undelivered') return null;
  if (kind === 'day.ended') return 'daily_report';
  if (trades.has(kind)) return 'trade';
  return alerts.has(kind) || tags.some((tag) => alertTags.has(tag)) ? 'alert' : null;
}
