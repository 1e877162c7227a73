import type { AgentId } from '../roster/index.ts';

interface EventSpec {
  readonly author: AgentId | 'any';
  readonly tags: readonly string[];
  /** Names of the values in `fields`, with what they are. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether rules and reactions may act on it; telling alone needs no delivery. */
  readonly actionable: boolean;
}

/** Every kind of event, who tells it, its tags and its fields: part of the API. Rules are written against this table. */
export const eventCatalogue = {
  'company.started': {
    author: 'observer',
    tags: ['company', 'started'],
    fields: { market: 'which market', first: 'whether this is a new world' },
    actionable: false,
  },
  'signal.received': {
    author: 'intel',
    tags: ['signal', 'received'],
    fields: { signalId: 'the signal', source: 'who sent it', token: 'as written', signalType: 'buy, sell or scale' },
    actionable: true,
  },
  'signal.refused': {
    author: 'intel',
    tags: ['signal', 'refused'],
    fields: { signalId: 'the signal', reason: 'machine-readable' },
    actionable: true,
  },
  'signal.analyzed': {
    author: 'intel',
    tags: ['signal', 'analyzed'],
    fields: {
      signalId: 'the signal',
      confidence: '0 to 1',
      signalType: 'buy, sell or scale',
      source: 'who sent it',
      symbol: 'of the instrument',
    },
    actionable: true,
  },
  'scan.finished': {
    author: 'intel',
    tags: ['scan'],
    fields: { topic: 'what was scanned for', findings: 'how many', submitted: 'signal id or null' },
    actionable: true,
  },
  'proposal.accepted': {
    author: 'any',
    tags: ['proposal', 'accepted'],
    fields: { route: 'how it was approved' },
    actionable: true,
  },
  'proposal.rejected': {
    author: 'any',
    tags: ['proposal', 'rejected'],
    fields: { reasons: 'gate, limit, observed, policyVersion, message' },
    actionable: true,
  },
  'proposal.pending': {
    author: 'any',
    tags: ['proposal', 'pending'],
    fields: { route: 'what decides it' },
    actionable: true,
  },
  'mission.failed': {
    author: 'observer',
    tags: ['mission', 'failed'],
    fields: { step: 'kind', reason: 'why' },
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
    author: 'scout',
    tags: ['position', 'exit'],
    fields: { reason: 'stop_loss, take_profit or trailing_stop', price: 'that did it', barClosedAt: '' },
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
  'rule.fired': { author: 'any', tags: ['rule', 'fired'], fields: { rule: 'name', subject: '' }, actionable: false },
  'policy.changed': {
    author: 'observer',
    tags: ['policy', 'changed'],
    fields: { key: '', version: '', changedBy: '' },
    actionable: true,
  },
  'trading.state_changed': {
    author: 'observer',
    tags: ['trading_state'],
    fields: { state: 'active, reducing or halted', by: '', reason: '', inFlight: 'orders still at a venue' },
    actionable: true,
  },
  'protection.locked': {
    author: 'sage',
    tags: ['protection', 'locked'],
    fields: { kind: '', subject: '', until: '' },
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

export type EventKind = keyof typeof eventCatalogue;

/** Whether rules and reactions may act on this kind of event. */
export function isActionable(kind: EventKind): boolean {
  return eventCatalogue[kind].actionable;
}
