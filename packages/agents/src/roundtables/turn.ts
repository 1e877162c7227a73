import type { AgentId } from '@atc/core/company/roster';

/** A turn that this worker holds; `attempt` is the fencing token of every write. */
export interface ClaimedTurn {
  readonly id: string;
  readonly attempt: number;
  readonly turnNo: number;
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly format: 'desk_review' | 'debate';
  readonly topic: string;
  readonly proposalId: string;
  readonly proposalStatus: 'pending' | 'accepted' | 'rejected';
  readonly instrumentId: string | null;
  /** Of the proposal. */
  readonly depth: number;
  /** The facts as the first speaker had them, or an empty object before that. */
  readonly briefing: unknown;
}

/** Attempts after which a turn counts as impossible and its conversation as failed. */
export const MAX_ATTEMPTS = 5;

/** How long a claim lasts (machine time). */
export const TURN_LEASE_MS = 5000;

/** Machine time without a turn after which a conversation is stale. */
export const STALE_MS = 15 * 60_000;

/** How often a turn under way renews its claim. */
export const TURN_RENEW_MS = 1500;

/** Machine time that a mind gets for a turn. */
export const TURN_TIMEOUT_MS = 30_000;
