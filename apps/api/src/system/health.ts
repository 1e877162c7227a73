import { readHeartbeat } from '@atc/core/company/runs';
import { errorText } from '@atc/core/kernel/errors';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { endpoint, noInput, ok } from '../http/index.ts';
import { pingDatabase } from '../reads/system/store.ts';

const PATIENCE_MS = 2000;

export const live = endpoint({
  summary: 'Whether the process lives',
  input: noInput,
  response: z.object({ status: z.literal('ok') }),
  handle: () => Promise.resolve(ok({ status: 'ok' as const })),
});

const health = z.enum(['up', 'down']);
const pulse = z.enum(['beating', 'late', 'none']);

export const ready = endpoint({
  summary:
    'Whether the database and the queue store answer; 503 when one does not. A late heartbeat is told and is no reason to send no requests',
  input: noInput,
  response: z.object({ status: z.enum(['ready', 'not_ready']), database: health, queues: health, heartbeat: pulse }),
  handle: async (ctx) => {
    const [database, queues] = await Promise.all([
      isUp(ctx, 'database', pingDatabase(ctx.db)),
      isUp(ctx, 'queue store', ctx.queues.ping()),
    ]);
    const heartbeat = database === 'up' ? await pulseOf(ctx) : 'none';
    if (database === 'up' && queues === 'up') return ok({ status: 'ready' as const, database, queues, heartbeat });
    return { ...ok({ status: 'not_ready' as const, database, queues, heartbeat }), status: 503 };
  },
});

async function pulseOf(ctx: ApiContext): Promise<z.infer<typeof pulse>> {
  const heartbeat = await readHeartbeat(ctx.db, ctx.clock.world);
  if (!heartbeat) return 'none';
  return heartbeat.late ? 'late' : 'beating';
}

async function isUp(ctx: ApiContext, what: string, ping: Promise<void>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([ping, late]);
    return 'up';
  } catch (error) {
    ctx.log.warn({ what, error: errorText(error) }, 'not ready');
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
