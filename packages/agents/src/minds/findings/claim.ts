import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';

/** What a claim is about. */
export const subjectKinds = ['token', 'setup', 'market', 'book', 'process'] as const;

const subject = z.strictObject({ kind: z.enum(subjectKinds), name: z.string() });

export type Subject = z.infer<typeof subject>;

/** What an agent says of one fact of its briefing, and what that makes it want. */
export const claim = z.strictObject({
  /** The turn it was made in and its source; the same in every retry. */
  id: z.string(),
  agentId: z.enum(agentIds),
  about: subject,
  /** Which fact of the briefing it rests on: `held.SOL.toStopPct`. */
  source: z.string(),
  /** The fact's number. */
  value: z.number(),
  /** The number as it is said. */
  figure: z.string(),
  /** From −1, sell or wait, to 1, buy or go on, in the eyes of who makes it. */
  stance: z.number().min(-1).max(1),
});

export type Claim = z.infer<typeof claim>;

/** What a turn makes of a claim that was made before. */
export const answer = z.strictObject({
  /** The claim's id. */
  to: z.string(),
  agentId: z.enum(agentIds),
  figure: z.string(),
  about: z.string(),
  kind: z.enum(['concedes', 'disputes', 'adds']),
});

export type Answer = z.infer<typeof answer>;

/** What somebody said of the same thing in an earlier conversation. */
const recall = z.strictObject({ agentId: z.enum(agentIds), figure: z.string(), daysAgo: z.number() });

export type Recall = z.infer<typeof recall>;

/** What a turn is there to say. Code decides it before any mind puts it into words. */
export const point = z.strictObject({ claim, answer: answer.optional(), recall: recall.optional() });

export type Point = z.infer<typeof point>;

/** What is kept with a turn that was said. */
export const madePoint = z.object({ claim: claim.optional(), answer: answer.optional() });
