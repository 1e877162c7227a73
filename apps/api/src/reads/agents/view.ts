import { modifiers } from '@atc/agents/voice';
import { z } from 'zod';
import { fields, id, instant } from '../view.ts';

export const agentView = z
  .object({
    id: z.string(),
    title: z.string(),
    role: z.string(),
    personality: z.string(),
    tone: z.string(),
    quirk: z.string(),
    voice: z.string(),
    directive: z.string(),
    hardBans: z.array(z.string()),
    sees: z.array(z.string()).describe('what it is given to see: only one of the six reads words from outside'),
    tasks: z.array(z.string()).describe('what it can be asked to do alone'),
    enabled: z.boolean(),
    /** What experience did to its voice. */
    modifiers,
    model: z.string().nullable(),
    votesScored: z.int().describe('votes on entries whose trade has ended'),
    brierScore: z
      .number()
      .nullable()
      .describe('mean squared error of the voted probabilities: 0 is perfect, 0.25 is a coin'),
  })
  .meta({ id: 'Agent' });

const voiceChange = z.object({ modifiers, causes: z.array(fields), changedAt: instant });

export const agentDetail = agentView.extend({ voiceHistory: z.array(voiceChange) }).meta({ id: 'AgentDetail' });

export const memoryType = z.enum(['insight', 'pattern', 'strategy', 'preference', 'lesson']);

export const memoryView = z
  .object({
    id,
    agentId: z.string(),
    type: memoryType,
    content: z.string(),
    confidence: z.number(),
    tags: z.array(z.string()),
    sourceTraceId: z.string(),
    trust: z.enum(['trusted', 'untrusted']),
    subject: z.string().nullable(),
    evidence: z.unknown(),
    usesScored: z.int(),
    usesHelped: z.int(),
    promotedAt: instant.nullable(),
    supersededBy: id.nullable(),
    evictedAt: instant.nullable(),
    learnedAt: instant,
  })
  .meta({ id: 'Memory' });

export const relationshipView = z
  .object({
    agentA: z.string(),
    agentB: z.string(),
    affinity: z.number(),
    totalInteractions: z.int(),
    positiveInteractions: z.int(),
    negativeInteractions: z.int(),
    driftLog: z.array(fields),
  })
  .meta({ id: 'Relationship' });

export type AgentView = z.infer<typeof agentView>;
export type AgentDetail = z.infer<typeof agentDetail>;
export type MemoryView = z.infer<typeof memoryView>;
export type RelationshipView = z.infer<typeof relationshipView>;
