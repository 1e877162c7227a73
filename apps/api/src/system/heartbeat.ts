import { runHeartbeat } from '@atc/agents/heartbeat';
import { z } from 'zod';
import { endpoint, noInput, ok } from '../http/index.ts';

const operationDone = z.object({
  operation: z.string(),
  status: z.enum(['succeeded', 'failed']),
  durationMs: z.number(),
  errors: z.array(z.string()),
  result: z.record(z.string(), z.unknown()),
  unfinished: z.boolean().meta({ description: 'its budget was used up, and the next beat goes on' }),
});

export const beat = endpoint({
  summary: 'One beat of the heart, for a serverless cron. `beat` is null while another one is under way',
  input: noInput,
  response: z.object({ beat: z.int().nullable(), operations: z.array(operationDone) }),
  handle: async (ctx) => {
    const report = await runHeartbeat(ctx, { holder: `cron-${process.pid}`, early: true });
    if (!report) return ok({ beat: null, operations: [] });
    const operations = report.operations.map(({ cursor, errors, ...done }) => ({
      ...done,
      errors: [...errors],
      unfinished: cursor !== null,
    }));
    return ok({ beat: report.beat, operations });
  },
});
