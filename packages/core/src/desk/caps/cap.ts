import { type Decimal, minOf } from '../../kernel/money/index.ts';

/** Names of what is limited. Day keys need no midnight release. */
export const capKeys = {
  trades: (day: string) => `trades:${day}`,
  analyses: (day: string) => `analyses:${day}`,
  /** Those of signals from outside, and of one key's. */
  postedAnalyses: (day: string) => `posted_analyses:${day}`,
  analysesOfSender: (day: string, sender: string) => `posted_analyses:${day}:${sender}`,
  conversations: (day: string) => `conversations:${day}`,
  /** Those that may not use the slots held for the standup and the post-mortem. */
  otherConversations: (day: string) => `other_conversations:${day}`,
  tasks: (day: string) => `tasks:${day}`,
  /** What conversations want done. */
  actionItems: (day: string) => `action_items:${day}`,
  strategyTests: (day: string) => `strategy_tests:${day}`,
  positions: 'positions',
  riskUsd: 'risk_usd',
  cashUsd: 'cash_usd',
  token: (accountId: string, instrumentId: string) => `token:${accountId}:${instrumentId}`,
} as const;

/** A wish to take an amount of a limited thing, granted while usage stays within the limit. */
export interface CapTake {
  readonly key: string;
  readonly amount: Decimal;
  readonly limit: Decimal;
}

/** One take per key, in ascending order of the keys: amounts of the same key add up, its smaller limit counts. */
export function mergeTakes(takes: readonly CapTake[]): readonly CapTake[] {
  const merged = new Map<string, CapTake>();
  for (const take of takes) {
    const known = merged.get(take.key);
    merged.set(
      take.key,
      known ? { key: take.key, amount: known.amount.add(take.amount), limit: minOf(known.limit, take.limit) } : take,
    );
  }
  return [...merged.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
