import { agentIds } from '@atc/core/company/roster';
import { talkFormats } from '@atc/core/loop/kinds';
import { memoryTypes } from '@atc/core/loop/memories';
import { z } from 'zod';
import { tainted } from './review.ts';

const agent = z.enum(agentIds);

/** Everything that may be learned from a conversation, made by code from what was said and from the books. */
export const distilBriefing = z.strictObject({
  /** The natural key of the conversation. Never shown. */
  key: z.string(),
  /** What the conversation's calls are on record under. Never shown. */
  trace: z.string().optional(),
  format: z.enum(talkFormats),
  topic: z.string(),
  /** Company time, ISO. */
  at: z.string(),
  participants: z.array(agent),
  /** In order; `to` is whose claim it conceded or disputed. */
  said: z.array(
    z.strictObject({
      agentId: agent,
      text: z.string(),
      stance: z.enum(['agrees', 'doubts']).nullable(),
      to: agent.nullish(),
      trust: tainted.nullish(),
    }),
  ),
  /** What the votes came to, where there were votes. */
  verdict: z.strictObject({ decision: z.enum(['approve', 'reject']), decidedBy: agent }).nullable(),
  /** Symbols of the universe. */
  tokens: z.array(z.string()),
  /** Trades of the last week, the latest first. */
  trades: z.array(
    z.strictObject({
      id: z.string(),
      symbol: z.string(),
      pnlPct: z.number(),
      holdHours: z.number(),
      exitReason: z.string(),
    }),
  ),
  held: z.array(z.strictObject({ symbol: z.string(), pnlPct: z.number() })),
  /** Closed trades of the last 30 days. */
  record: z.strictObject({ trades: z.number(), wins: z.number(), averagePct: z.number() }),
  /** How strategies stand, at a strategy session: each line names the option that it speaks for. */
  strategies: z
    .strictObject({
      /** Templates, and how long ago each was tested; null: never. */
      tests: z.array(z.strictObject({ option: z.string(), trials: z.number(), daysAgo: z.number().nullable() })),
      /** Runs that passed everything but the holdout. */
      proposable: z.array(z.strictObject({ option: z.string(), strategy: z.string() })),
      /** What brings less than expected: means of its trades, and by how many standard errors less. */
      below: z.array(
        z.strictObject({
          ...{ option: z.string(), trades: z.number(), meanPct: z.number(), expectedPct: z.number() },
          errors: z.number(),
        }),
      ),
    })
    .optional(),
  /** The only things that may be asked for. */
  options: z.array(z.strictObject({ id: z.string(), says: z.string() })),
});

export type DistilBriefing = z.infer<typeof distilBriefing>;

const learned = z.strictObject({
  agentId: agent,
  type: z.enum(memoryTypes),
  /** One sentence with its numbers. */
  content: z.string().min(1).max(400),
  confidence: z.number().min(0).max(1),
  /** The token that it is about, or null. */
  token: z.string().nullable(),
  /** Ids of the trades that it speaks of. */
  tradeIds: z.array(z.string()),
});

export type Learned = z.infer<typeof learned>;

/** What is left of a conversation: what its participants remember, and ids of the options that they want done. */
export const distillation = z.strictObject({ memories: z.array(learned), actions: z.array(z.string()) });

export type Distillation = z.infer<typeof distillation>;
