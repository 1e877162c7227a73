import type { AgentId } from '../roster/index.ts';
import type { EventKind } from './catalogue.ts';

/** What happened, told by an agent, in the transaction of the thing itself. Never changed afterwards. */
export interface EventDraft {
  readonly agentId: AgentId;
  readonly kind: EventKind;
  /** One line as the feed shows it. */
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly tradeId?: string | null;
  readonly pnl?: string | null;
  readonly instrumentId?: string | null;
  readonly proposalId?: string | null;
  readonly missionId?: string | null;
  /** The event that led to this one; its depth is this one's minus one. */
  readonly cause?: { readonly eventId: string; readonly depth: number } | null;
  readonly depth?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface WrittenEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly depth: number;
}

/** The one consumer of events today: reactive rules, then reactions. */
export const RULES_CONSUMER = 'rules';
