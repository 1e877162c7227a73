import type { AgentId } from '@atc/core/company/roster';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { TalkFormat } from '@atc/core/loop/kinds';

interface HeldTurn {
  readonly id: string;
  /** The fencing token of every write. */
  readonly attempt: number;
  readonly turnNo: number;
  readonly turnsPlanned: number;
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly topic: string;
  readonly participants: readonly AgentId[];
  readonly convenedAt: Date;
}

type ProposalStatus = 'pending' | 'accepted' | 'rejected';

/** A turn of a desk review or a debate that ends with a vote. */
export interface VotingTurn extends HeldTurn {
  readonly kind: 'vote';
  readonly format: 'desk_review' | 'debate';
  readonly proposalId: string;
  readonly proposalStatus: ProposalStatus;
  readonly instrumentId: string | null;
  /** Of the proposal. */
  readonly depth: number;
  /** The facts as the first speaker had them, or an empty object before that. */
  readonly briefing: unknown;
}

/** A turn of a conversation in which only words are said. */
export interface SpokenTurn extends HeldTurn {
  readonly kind: 'speak';
  readonly format: TalkFormat;
  readonly temperature: number;
  /** Of a debate about a proposal, else null. */
  readonly proposalId: string | null;
  readonly proposalStatus: ProposalStatus | null;
  readonly instrumentId: string | null;
  /** The facts of the proposal as the first speaker had them, or an empty object before that. */
  readonly briefing: unknown;
}

/** The turn in which a conversation that has ended is gone over. */
export interface DistilTurn extends HeldTurn {
  readonly kind: 'distill';
  readonly format: TalkFormat;
  readonly verdict: unknown;
  /** The proposal that was debated rests on a signal from outside. */
  readonly outside: boolean;
}

/** A turn in which an agent says something. */
export type SaidTurn = VotingTurn | SpokenTurn;

/** A turn that this worker holds. */
export type TakenTurn = SaidTurn | DistilTurn;

/** Whether its conversation is over once this turn is said. */
export const isLast = ({ turnNo, turnsPlanned }: SaidTurn): boolean => turnNo >= turnsPlanned;

/** Whether what the conversation is about was decided before this turn. */
export const isOvertaken = ({ proposalStatus }: SaidTurn): boolean =>
  proposalStatus !== null && proposalStatus !== 'pending';

/** Attempts after which a turn counts as impossible and its conversation as failed. */
export const MAX_ATTEMPTS = 5;

/** How long a claim lasts (machine time). */
export const TURN_LEASE_MS = 5000;

/** Machine time without a turn after which a conversation is stale. */
export const STALE_MS = 15 * MINUTE_MS;

/** How often a turn under way renews its claim. */
export const TURN_RENEW_MS = 1500;

/** Machine time that a mind gets for a turn. */
export const TURN_TIMEOUT_MS = 30_000;
