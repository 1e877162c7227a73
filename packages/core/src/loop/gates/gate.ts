import type { PolicySet } from '../../company/policies/index.ts';
import type { SizedEntry } from '../../desk/entries/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { StepDraft, StepKind } from '../kinds/index.ts';

/**
 * One check of one gate. A shut one is a refusal, with the limit, what was observed, and the policy version it read.
 */
export interface Verdict {
  readonly gate: StepKind;
  readonly check: string;
  readonly open: boolean;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly message: string;
  readonly policyVersion: number;
}

export interface LockFact {
  readonly kind: string;
  readonly reason: string;
  readonly endsAt: Date | null;
}

/** A strategy that may buy, and how much of its size. */
export interface StrategyFact {
  readonly name: string;
  readonly state: 'probation' | 'active';
  readonly share: number;
}

export interface PositionFact {
  readonly id: string;
  readonly status: string;
  readonly quantity: Decimal;
  readonly costBasisUsd: Decimal;
  readonly stopLoss: Decimal | null;
}

/** Everything gates may look at, read once per proposal. Null means that it could not be read, and refuses. */
export interface GateFacts {
  readonly now: Date;
  readonly tradingState: 'active' | 'reducing' | 'halted' | null;
  readonly locks: readonly LockFact[];
  /** Of the account that would pay. */
  readonly accountMode: 'paper' | 'live' | null;
  readonly instrumentListed: boolean;
  readonly priceAt: Date | null;
  readonly freshForMs: number;
  readonly held: boolean;
  readonly position: PositionFact | null;
  /** The promoted strategy that found the signal, or what is held; null: none did. */
  readonly strategy: StrategyFact | null;
  /** The strategy that found the signal and may not buy any more; null: none did. */
  readonly givenUp: string | null;
  readonly confidence: number | null;
  readonly equityUsd: Decimal | null;
  readonly cashLeftUsd: Decimal | null;
  readonly riskUsedUsd: Decimal | null;
  /** A purchase as the door has sized it. */
  readonly entry: Pick<SizedEntry, 'sizeUsd' | 'riskUsd' | 'stopLoss'> | null;
  readonly usage: {
    readonly trades: number;
    readonly positions: number;
    readonly analyses: number;
    readonly postedAnalyses: number;
    /** Of the key that posted the signal. */
    readonly senderAnalyses: number;
    readonly conversations: number;
    readonly otherConversations: number;
    readonly tasks: number;
    readonly actionItems: number;
    readonly strategyTests: number;
  };
  /** Analyses of held tokens and of signals from outside may use the kept part of the quota. */
  readonly mayUseKeptAnalyses: boolean;
  /** The signal came from outside: nothing of ours made it. */
  readonly posted: boolean;
  /** A conversation wants it done. */
  readonly fromConversation: boolean;
  /** The scheduled standup and post-mortem may use the slots held for them. */
  readonly mayUseHeldConversations: boolean;
}

export interface GateInput {
  readonly step: StepDraft;
  readonly facts: GateFacts;
  readonly policies: PolicySet;
}
