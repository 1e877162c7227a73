import { readHeartbeat } from '@atc/core/company/runs';
import { judgePrices, type PriceReadiness, readPriceFacts } from '@atc/core/desk/prices';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { endpoint, noInput, ok } from '../http/index.ts';

export const live = endpoint({
  summary: 'Whether the process lives',
  input: noInput,
  response: z.object({ status: z.literal('ok') }),
  handle: () => Promise.resolve(ok({ status: 'ok' as const })),
});

const store = z.enum(['up', 'read_only', 'full', 'down']).meta({ description: 'whether it takes a write' });
const pulse = z.enum(['beating', 'late', 'none']);
const freshness = z.enum(['fresh', 'stale', 'none']);
const watch = z
  .enum(['up_to_date', 'late', 'none'])
  .meta({ description: 'whether every closed bar of what is held was looked at, and every exit is worked' });

const readiness = z.object({
  status: z.enum(['ready', 'not_ready']),
  database: store,
  queues: store,
  watch,
  prices: freshness,
  heartbeat: pulse,
});

export const ready = endpoint({
  summary:
    'Whether the database and the queue store take writes, what is held is watched and prices come ' +
    'of it; 503 when not. A late heartbeat is told and is no reason to send no requests',
  input: noInput,
  response: readiness,
  handle: async (ctx) => {
    const health = await ctx.health.read();
    const heartbeat = health.database === 'down' ? 'none' : await pulseOf(ctx);
    const { prices, unwatched } = health.database === 'down' ? NO_PRICES : await pricesOf(ctx);
    const stand = { ...health, prices, heartbeat };
    const well = health.database === 'up' && health.queues === 'up' && health.watch !== 'late' && !unwatched;
    if (well) return ok({ status: 'ready' as const, ...stand });
    return { ...ok({ status: 'not_ready' as const, ...stand }), status: 503 };
  },
});

const NO_PRICES: PriceReadiness = { prices: 'none', unwatched: false };

async function pricesOf({ db, market, clock }: ApiContext): Promise<PriceReadiness> {
  return judgePrices(await readPriceFacts(db), market, clock.now());
}

async function pulseOf(ctx: ApiContext): Promise<z.infer<typeof pulse>> {
  const heartbeat = await readHeartbeat(ctx.db, ctx.clock.world);
  if (!heartbeat) return 'none';
  return heartbeat.late ? 'late' : 'beating';
}
