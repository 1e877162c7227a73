import type { AgentId } from '../roster/index.ts';
import type { AuthoredKind, EventFields, EventKind } from './catalogue.ts';

/** What happened, told by an agent, in the transaction of the thing itself. Never changed afterwards. */
export type EventDraft<Kind extends EventKind = EventKind> = { [One in Kind]: DraftOf<One> }[Kind];

type DraftOf<Kind extends EventKind> = Telling & {
  readonly kind: Kind;
  readonly fields: EventFields<Kind>;
} & (Kind extends AuthoredKind ? { readonly agentId?: AgentId } : { readonly agentId: AgentId });

interface Telling {
  /** One line as the feed shows it. */
  readonly title: string;
  readonly summary: string;
  /** Tags beyond those of the kind. */
  readonly moreTags?: readonly string[];
  readonly tradeId?: string | null;
  readonly pnl?: string | null;
  readonly instrumentId?: string | null;
  readonly proposalId?: string | null;
  readonly missionId?: string | null;
  /** The event that led to this one; its depth is this one's minus one. */
  readonly cause?: { readonly eventId: string; readonly depth: number } | null;
  readonly depth?: number;
}

export interface WrittenEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly depth: number;
}

/** The one consumer of events today: reactive rules, then reactions. */
export const RULES_CONSUMER = 'rules';
