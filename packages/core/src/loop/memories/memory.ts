import type { AgentId } from '../../company/roster/index.ts';

export const memoryTypes = ['insight', 'pattern', 'strategy', 'preference', 'lesson'] as const;
export type MemoryType = (typeof memoryTypes)[number];

/** What a memory asks for where what it is about comes up again: less of it, or more. */
export const polarities = ['avoid', 'wait', 'less', 'prefer', 'more'] as const;
export type Polarity = (typeof polarities)[number];

/** Between which confidences a memory of each type is stored. */
export const confidenceRanges: Readonly<Record<MemoryType, readonly [lowest: number, highest: number]>> = {
  insight: [0.65, 0.85],
  pattern: [0.7, 0.9],
  strategy: [0.75, 0.9],
  preference: [0.6, 0.8],
  lesson: [0.55, 0.75],
};

/** Live memories of an agent; beyond that the weakest are put aside, stored all the same. */
export const MOST_LIVE = 200;

/** Something an agent would remember. */
export interface MemoryDraft {
  readonly agentId: AgentId;
  readonly type: MemoryType;
  /** One sentence with its numbers. */
  readonly content: string;
  readonly confidence: number;
  readonly tags: readonly string[];
  /** What it was learned from: the same source, type and content are one memory. */
  readonly sourceTraceId: string;
  readonly trust: 'trusted' | 'untrusted';
  /**
   * What it is about, such as `source:scanner:breakout`: a newer memory about the same supersedes it. Null: about
   * itself only.
   */
  readonly subject: string | null;
  /** What it asks for where its subject comes up again; without one it only leads to topics. */
  readonly polarity?: Polarity;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A memory as agents recall it. */
export interface Recalled {
  readonly id: string;
  readonly agentId: AgentId;
  readonly type: MemoryType;
  readonly content: string;
  readonly confidence: number;
  readonly tags: readonly string[];
}
