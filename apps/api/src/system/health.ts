import { readHeartbeat } from '@atc/core/company/runs';
import { judgePrices, type PriceReadiness, readPriceFacts } from '@atc/core/desk/prices';
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
const freshness = z.enum(['fresh', 'stale', 'none']);

export const ready = endpoint({
  summary:
    'Whether the database and the queue store answer, and prices come of what is held; 503 when not. A late heartbeat is told and is no reason to send no requests',
  input: noInput,
  response: z.object({
    status: z.enum(['ready', 'not_ready']),
    database: health,
    queues: health,
    heartbeat: pulse,
    prices: freshness,
  }),
  handle: async (ctx) => {
    const [database, queues] = await Promise.all([
      isUp({ ...ctx, what: 'database' }, pingDatabase(ctx.db)).then(said),
      isUp({ ...ctx, what: 'queue store' }, ctx.queues.ping()).then(said),
    ]);
    const heartbeat = database === 'up' ? await pulseOf(ctx) : 'none';
    const { prices, unwatched } = database === 'up' ? await pricesOf(ctx) : NO_PRICES;
    const stand = { database, queues, heartbeat, prices };
    if (database === 'up' && queues === 'up' && !unwatched) return ok({ status: 'ready' as const, ...stand });
    return { ...ok({ status: 'not_ready' as const, ...stand }), status: 503 };
  },
});

const said = (up: boolean) => (up ? ('up' as const) : ('down' as const));

const NO_PRICES: PriceReadiness = { prices: 'none', unwatched: false };

async function pricesOf({ db, market, clock }: ApiContext): Promise<PriceReadiness> {
  return judgePrices(await readPriceFacts(db), market, clock.now());
}

async function pulseOf(ctx: ApiContext): Promise<z.infer<typeof pulse>> {
  const heartbeat = await readHeartbeat(ctx.db, ctx.clock.world);
  if (!heartbeat) return 'none';
  return heartbeat.late ? 'late' : 'beating';
}
