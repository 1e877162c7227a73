import { z } from 'zod';
import { id, instant } from '../view.ts';

/** What a chain can be asked from. */
export const auditKinds = [
  'signal',
  'event',
  'proposal',
  'verdict',
  'vote',
  'mission',
  'step',
  'order',
  'order_transition',
  'fill',
  'position',
  'outcome',
] as const;

export const auditKind = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKind>;

/** Where a chain can begin besides a signal or an event. */
export const beginnings = [
  'operator',
  'price_bar',
  'schedule',
  'roundtable',
  'initiative',
  'protection',
  'external',
  'reconciliation',
] as const;

export const auditLink = z
  .object({
    kind: z.enum([...auditKinds, ...beginnings]),
    id: z.string(),
    at: instant.nullable().meta({ description: 'company time; null where only the machine’s is known' }),
    clock: z.enum(['company', 'machine']).meta({
      description: 'the clock of the time that is known of it: `at` is company time, `machineAt` machine time',
    }),
    machineAt: instant.nullable().meta({ description: 'machine time at which it was written down' }),
    agentId: z.string().nullable(),
    says: z.string().meta({ description: 'what it was, in plain words' }),
    roundtableId: id.nullable().meta({ description: 'of a vote: the conversation in which it was given' }),
    asked: z.boolean().meta({ description: 'the link that was asked about' }),
    seal: z.object({ seq: z.int(), hash: z.string() }).nullable().meta({
      description: 'where the audit chain covers it; null for what changes as the trade goes on, or is seconds old',
    }),
  })
  .meta({ id: 'AuditLink' });

export const auditChain = z
  .object({
    kind: auditKind,
    id: z.string(),
    roundtableIds: z.array(id).meta({ description: 'conversations about its proposals, the first one first' }),
    memoryIds: z.array(id).meta({ description: 'what agents remember of it, and of those conversations' }),
    links: z.array(auditLink).meta({ description: 'from what started it to how it ended' }),
  })
  .meta({ id: 'AuditChain' });

export const auditHead = z
  .object({
    records: z.int().meta({ description: 'sealed' }),
    head: z.string().nullable().meta({ description: 'hash of the last seal; keep it for `npm run audit:verify`' }),
    sealedAt: instant.nullable().meta({ description: 'machine time' }),
  })
  .meta({ id: 'AuditHead' });

export type AuditLink = z.infer<typeof auditLink>;
export type AuditChain = z.infer<typeof auditChain>;
