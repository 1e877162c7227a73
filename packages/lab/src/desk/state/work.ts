import type { TaskRequest } from '@atc/agents/tasks';
import type { EventRow } from '@atc/core/company/events';
import type { AgentId } from '@atc/core/company/roster';
import type { StepPayload } from '@atc/core/loop/kinds';
import type { Prepared } from '@atc/core/loop/proposals';

/** A proposal that the door has judged, under the number that its reservations have. */
export interface Proposal extends Prepared {
  readonly id: string;
}

/** What happened, as rules and reactions hear it. */
export type Told = Pick<
  EventRow,
  'id' | 'agentId' | 'kind' | 'title' | 'tags' | 'tradeId' | 'instrumentId' | 'pnl' | 'fields' | 'occurredAt'
>;

/** How an agent voted, and what it was about. */
export interface Ballot {
  readonly agentId: AgentId;
  readonly action: 'entry' | 'scale_up' | 'scale_down' | 'exit';
  readonly vote: 'approve' | 'reject' | 'abstain';
  /** Of the rules that spoke, for it or against. */
  readonly found: readonly { readonly topic: string; readonly weight: number }[];
}

/** Something that is ready to be done; the first that is ready is done first. */
export type Work =
  | { readonly kind: 'analysis'; readonly proposal: Proposal }
  | { readonly kind: 'task'; readonly request: TaskRequest }
  | { readonly kind: 'talk'; readonly proposal: Proposal; readonly payload: StepPayload<'roundtable_conversation'> }
  | { readonly kind: 'review'; readonly proposal: Proposal }
  | { readonly kind: 'mission'; readonly proposal: Proposal }
  | { readonly kind: 'event'; readonly event: Told };
