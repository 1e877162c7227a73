import { z } from 'zod';
import { decimal, id, instant } from '../view.ts';

const machine = instant.meta({ description: 'machine time' });

export const queueView = z
  .object({
    name: z.string(),
    waiting: z.int(),
    active: z.int(),
    delayed: z.int().meta({ description: 'to be run later' }),
    failed: z.int().meta({ description: 'of those that the store still has' }),
    oldestAt: machine.nullable(),
    paused: z.boolean(),
  })
  .meta({ id: 'Queue' });

export const processView = z
  .object({
    id,
    names: z.array(z.string()).meta({ description: 'what it does' }),
    host: z.string(),
    pid: z.int(),
    version: z.string(),
    memoryMb: z.number().meta({ description: 'resident' }),
    startedAt: machine,
    silentMs: z.number().meta({ description: 'since it was heard of' }),
  })
  .meta({ id: 'Process' });

const operationView = z.object({
  operation: z.string(),
  status: z.string(),
  durationMs: z.number().nullable(),
  budgetMs: z.number().nullable().meta({ description: 'what it may take in one beat' }),
  errors: z.array(z.string()),
});

export const runsView = z
  .object({
    heartbeat: z
      .object({
        beat: z.int(),
        lastBeatAt: instant.nullable().meta({ description: 'company time' }),
        nextDueAt: instant.nullable().meta({ description: 'company time' }),
        silentMs: z.number(),
        late: z.boolean(),
      })
      .nullable()
      .meta({ description: 'null before the first' }),
    items: z.array(
      z.object({
        beat: z.int(),
        startedAt: instant.nullable().meta({ description: 'company time' }),
        operations: z.array(operationView),
      }),
    ),
  })
  .meta({ id: 'Runs' });

export const mindsView = z
  .object({
    mind: z.string().meta({ description: '`rules` asks no model' }),
    limits: z.object({ dailyTokens: z.number(), dailyUsd: z.number() }),
    agents: z.array(
      z.object({
        agentId: z.string(),
        calls: z.int(),
        unusable: z.int().meta({ description: 'calls that brought nothing that could be used' }),
        tokens: z.int(),
        usd: decimal,
      }),
    ),
  })
  .meta({ id: 'MindsUsage' });

export const notificationState = z.enum(['pending', 'sent', 'dead']);

export const notificationView = z
  .object({
    id,
    template: z.string(),
    title: z.string(),
    state: notificationState,
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: machine,
    sentAt: machine.nullable(),
  })
  .meta({ id: 'Notification' });
