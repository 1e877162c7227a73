import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { count, figure, maybe, oneOf, text } from '../field.ts';

const level = maybe(text());
const ofOrder = { orderId: text('the order') };

/** Kinds of event about orders, trades and what protects them. */
export const tradeEvents = {
  'risk.assessed': {
    author: 'sage',
    level: 'decisions',
    tags: ['risk', 'assessed'],
    fields: z.strictObject({
      sizeUsd: maybe(text('approved size')),
      allowedUsd: text('size after the risk step'),
    }),
    actionable: true,
  },
  'risk.warning': {
    author: 'sage',
    level: 'money',
    tags: ['risk', 'warning'],
    fields: z.strictObject({ reason: text('what is wrong') }),
    actionable: true,
  },
  'trade.executed': {
    author: 'scout',
    level: 'money',
    tags: ['trade', 'executed'],
    fields: z.strictObject({
      symbol: text(),
      side: oneOf(['buy', 'sell']),
      quantity: text('tokens'),
      price: text('average fill'),
      usd: text('notional'),
      feeUsd: text(),
      slippageBps: figure(),
      stopLoss: level,
      takeProfit: level,
      orderId: text(),
      openPositions: count('held or being bought after it'),
    }),
    actionable: true,
  },
  'trade.failed': {
    author: 'scout',
    level: 'money',
    tags: ['trade', 'failed'],
    fields: z.strictObject({ ...ofOrder, reason: text('the venue said') }),
    actionable: true,
  },
  'trade.closed': {
    author: 'scout',
    level: 'money',
    tags: ['trade', 'closed'],
    moreTags: {
      win: 'net P&L above 0.5 % of the cost',
      loss: 'below -0.5 %',
      breakeven: 'between',
      big_win: 'above 50 %',
      big_loss: 'below -30 %',
      stop_loss_hit: 'closed by its stop at a loss',
    },
    fields: z.strictObject({
      symbol: text(),
      pnl: text('net USD'),
      pnlPct: figure('net P&L over total entry cost'),
      exitReason: text(),
      holdMinutes: figure(),
      signalSource: maybe(text()),
      outcome: oneOf(['win', 'loss', 'breakeven']),
    }),
    actionable: true,
  },
  'position.watched': {
    author: 'scout',
    level: 'decisions',
    tags: ['position', 'watched'],
    fields: z.strictObject({ stopLoss: text('its price, or none'), takeProfit: level }),
    actionable: true,
  },
  'position.stop_rests': {
    author: 'scout',
    level: 'decisions',
    tags: ['position', 'stop'],
    fields: z.strictObject({
      ...ofOrder,
      venue: text('where it rests'),
      stopPrice: text('that triggers it'),
      quantity: text('it sells'),
    }),
    actionable: true,
  },
  'position.stop_refused': {
    author: 'scout',
    level: 'money',
    tags: ['position', 'stop', 'risk', 'warning'],
    fields: z.strictObject({
      ...ofOrder,
      venue: text(),
      stopPrice: text('watched only here'),
      reason: text('the venue said'),
    }),
    actionable: true,
  },
  'position.exit_raised': {
    author: 'sage',
    level: 'money',
    tags: ['position', 'exit', 'risk', 'warning'],
    fields: z.strictObject({
      reason: text('stop_loss, take_profit, trailing_stop, …'),
      price: maybe(text('that did it')),
      waitsFor: text('what it waits for'),
    }),
    actionable: true,
  },
  'position.at_risk': {
    author: 'sage',
    level: 'money',
    tags: ['position', 'risk', 'warning'],
    fields: z.strictObject({ symbol: text(), pnlPct: figure('unrealised, fraction') }),
    actionable: true,
  },
  'position.changed': {
    author: 'any',
    level: 'decisions',
    tags: ['position', 'changed'],
    fields: z.strictObject({
      stopLoss: level,
      takeProfit: level,
      trailingStopPct: maybe(figure('how far the stop follows below the highest price, a fraction')),
      changedBy: text(),
    }),
    actionable: true,
  },
  'order.reconciled': {
    author: 'scout',
    level: 'money',
    tags: ['order', 'reconciled'],
    fields: z.strictObject({
      ...ofOrder,
      from: text('its status here'),
      to: text('what the venue says'),
      evidence: text('where that is from'),
    }),
    actionable: true,
  },
  'order.taken_back': {
    author: 'scout',
    level: 'money',
    tags: ['order', 'taken_back'],
    fields: z.strictObject({
      ...ofOrder,
      reason: text('it did not fill in its time, or nothing may be bought any more'),
    }),
    actionable: true,
  },
  'order.unknown': {
    author: 'scout',
    level: 'money',
    tags: ['order', 'unknown'],
    fields: z.strictObject({ ...ofOrder, error: text() }),
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
