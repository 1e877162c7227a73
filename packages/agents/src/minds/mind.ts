import type { AgentId } from '@atc/core/company/roster';
import type { DistilBriefing, Distillation } from './distillation.ts';
import type { IdeaBriefing, OwnIdea } from './idea.ts';
import type { ReviewBriefing } from './review.ts';
import type { TalkBriefing } from './talk.ts';

export type VoteChoice = 'approve' | 'reject' | 'abstain';

/** What an agent says and decides about a proposal. */
export interface ReviewOpinion {
  /** Said aloud: one to three sentences in the persona's voice; every number in it is in the briefing. */
  readonly text: string;
  readonly vote: VoteChoice;
  /** How likely the voter thinks its vote to be right, 0 to 1; 0.5 for an abstention. Scored against the outcome. */
  readonly probability: number;
  /** One line for the record. */
  readonly reason: string;
  /** Who spoke, where another mind than the asked one did. */
  readonly mind?: string;
  readonly trust?: Tainted;
}

/** On words of a mind that had read words from outside, or words that were marked so. */
export type Tainted = 'untrusted';

/** What an agent says in a conversation. */
export interface Speech {
  /** One to three sentences in the persona's voice; every number in it is in the briefing. */
  readonly text: string;
  /** Who spoke, where another mind than the asked one did. */
  readonly mind?: string;
  readonly trust?: Tainted;
}

/** What a conversation comes to. */
export interface Distilled {
  readonly distillation: Distillation;
  /** Who went over it, where another mind than the asked one did. */
  readonly mind?: string;
}

/** The work of its own that an agent found; null where it found none. */
export interface Imagined {
  readonly idea: OwnIdea | null;
  /** Who thought, where another mind than the asked one did. */
  readonly mind?: string;
}

/** What speaks for an agent. It proposes words and votes; nothing that it says moves a limit. */
export interface Mind {
  readonly name: string;
  /** Whether it answers at once and for nothing: then a whole conversation is one piece of work. */
  readonly free: boolean;
  review(briefing: ReviewBriefing, agent: AgentId): Promise<ReviewOpinion>;
  /** What an agent without a seat hands in: by rule, whoever thinks, so that it costs nothing. */
  write(briefing: ReviewBriefing, agent: AgentId): ReviewOpinion;
  /** One turn of a conversation; gives up when `signal` is aborted. */
  speak(briefing: TalkBriefing, agent: AgentId, signal: AbortSignal): Promise<Speech>;
  /** Goes over a conversation that has ended; gives up when `signal` is aborted. */
  distil(briefing: DistilBriefing, agent: AgentId, signal: AbortSignal): Promise<Distilled>;
  /** Chooses work of its own from what there is to do, and says what would prove it wrong. */
  imagine(briefing: IdeaBriefing, agent: AgentId, signal: AbortSignal): Promise<Imagined>;
}

/** Which mind speaks for which agent. */
export interface Minds {
  of(agent: AgentId): Mind;
}
