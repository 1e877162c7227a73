import {
  checkPolicies,
  defaultPolicies,
  type Policies,
  type PolicySet,
  policyKeys,
} from '../company/policies/index.ts';
import { Decimal } from '../kernel/money/index.ts';
import { MINUTE_MS } from '../kernel/time/index.ts';
import type { GateFacts } from '../loop/gates/index.ts';

/** The default policies as a set at version 1, with some values changed. */
export function policySet(changes: Partial<Policies> = {}): PolicySet {
  const values: Policies = { ...defaultPolicies, universe: { contracts: ['BONK_USDT'] }, ...changes };
  return checkPolicies(policyKeys.map((key) => ({ key, json: JSON.stringify(values[key]), version: 1 })));
}

const now = new Date('2025-02-03T15:00:00Z');

/** Facts under which every gate is open, with some changed. */
export function gateFacts(changes: Partial<GateFacts> = {}): GateFacts {
  return {
    now,
    tradingState: 'active',
    locks: [],
    accountMode: 'paper',
    instrumentListed: true,
    priceAt: new Date(now.getTime() - MINUTE_MS),
    freshForMs: 10 * MINUTE_MS,
    held: false,
    position: null,
    strategy: null,
    givenUp: null,
    confidence: 0.85,
    equityUsd: new Decimal(1000),
    cashLeftUsd: new Decimal(1000),
    riskUsedUsd: new Decimal(0),
    entry: { sizeUsd: new Decimal(50), riskUsd: new Decimal(5), stopLoss: new Decimal('0.00002') },
    usage: {
      trades: 0,
      positions: 0,
      analyses: 0,
      postedAnalyses: 0,
      senderAnalyses: 0,
      conversations: 0,
      otherConversations: 0,
      tasks: 0,
      actionItems: 0,
      strategyTests: 0,
    },
    mayUseKeptAnalyses: false,
    posted: false,
    mayUseHeldConversations: false,
    fromConversation: false,
    ...changes,
  };
}
