import { readHeartbeat } from '@atc/core/company/runs';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { endpoint, noInput, ok } from '../http/index.ts';
import { pingDatabase } from '../reads/system/store.ts';
import { isUp } from './is-up.ts';

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
      isUp({ ...ctx, what: 'database' }, pingDatabase(ctx.db)).then(said),
      isUp({ ...ctx, what: 'queue store' }, ctx.queues.ping()).then(said),
    ]);
    const heartbeat = database === 'up' ? await pulseOf(ctx) : 'none';
    if (database === 'up' && queues === 'up') return ok({ status: 'ready' as const, database, queues, heartbeat });
    return { ...ok({ status: 'not_ready' as const, database, queues, heartbeat }), status: 503 };
  },
});

const said = (up: boolean) => (up ? ('up' as const) : ('down' as const));

async function pulseOf(ctx: ApiContext): Promise<z.infer<typeof pulse>> {
  const heartbeat = await readHeartbeat(ctx.db, ctx.clock.world);
  if (!heartbeat) return 'none';
  return heartbeat.late ? 'late' : 'beating';
}
