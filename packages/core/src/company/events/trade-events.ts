import type { EventSpec } from './event-spec.ts';

/** Kinds of event about orders, positions and their risk. */
export const tradeEvents = {
  'risk.assessed': {
    author: 'sage',
    tags: ['risk', 'assessed'],
    fields: { sizeUsd: 'approved size', allowedUsd: 'size after the risk step' },
    actionable: true,
  },
  'risk.warning': { author: 'sage', tags: ['risk', 'warning'], fields: { reason: 'what is wrong' }, actionable: true },
  'trade.executed': {
    author: 'scout',
    tags: ['trade', 'executed'],
    fields: {
      symbol: '',
      side: 'buy or sell',
      quantity: 'tokens',
      price: 'average fill',
      usd: 'notional',
      feeUsd: '',
      slippageBps: '',
      stopLoss: '',
      takeProfit: '',
      orderId: '',
      openPositions: 'held or being bought after it',
    },
    actionable: true,
  },
  'trade.failed': {
    author: 'scout',
    tags: ['trade', 'failed'],
    fields: { orderId: '', reason: 'the venue said' },
    actionable: true,
  },
  'trade.closed': {
    author: 'scout',
    tags: ['trade', 'closed'],
    moreTags: {
      win: 'net P&L above 0.5 % of the cost',
      loss: 'below -0.5 %',
      breakeven: 'between',
      big_win: 'above 50 %',
      big_loss: 'below -30 %',
      stop_loss_hit: 'closed by its stop',
    },
    fields: {
      symbol: '',
      pnl: 'net USD',
      pnlPct: 'net P&L over total entry cost',
      exitReason: '',
      holdMinutes: '',
      signalSource: '',
      outcome: 'win, loss or breakeven',
    },
    actionable: true,
  },
  'position.watched': {
    author: 'scout',
    tags: ['position', 'watched'],
    fields: { stopLoss: '', takeProfit: '' },
    actionable: true,
  },
  'position.exit_raised': {
    author: 'sage',
    tags: ['position', 'exit', 'risk', 'warning'],
    fields: { reason: 'stop_loss, take_profit, trailing_stop, …', price: 'that did it', waitsFor: 'what it waits for' },
    actionable: true,
  },
  'position.at_risk': {
    author: 'sage',
    tags: ['position', 'risk', 'warning'],
    fields: { symbol: '', pnlPct: 'unrealised, fraction' },
    actionable: true,
  },
  'position.changed': {
    author: 'any',
    tags: ['position', 'changed'],
    fields: { stopLoss: '', takeProfit: '', changedBy: '' },
    actionable: true,
  },
  'order.reconciled': {
    author: 'scout',
    tags: ['order', 'reconciled'],
    fields: { orderId: '', from: '', to: '', evidence: '' },
    actionable: true,
  },
  'order.unknown': {
    author: 'scout',
    tags: ['order', 'unknown'],
    fields: { orderId: '', error: '' },
    actionable: true,
  },
} as const satisfies Record<string, EventSpec>;
