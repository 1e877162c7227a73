import { setTimeout as delay } from 'node:timers/promises';
import { emitEvent } from '@atc/core/company/events';
import { inTransaction } from '@atc/core/kernel/db';
import type { OwnCompany } from '@atc/lab-app/company';
import { workOf } from '@atc/workers/fleet';
import { line, percentile, spread } from './figures.ts';

const WARM_UP = 40;
const EVENTS = 190;
const ALLOWED_MS = 100;
/** Between two events the company is idle. */
const PAUSE_MS = 30;

/** A matrix that always answers SAGE's warnings: the default but for its cooldown. */
export const eagerMatrix = {
  patterns: [
    {
      source: 'sage' as const,
      tags: ['risk', 'warning'],
      target: 'atlas' as const,
      type: 'review',
      probability: 1,
      cooldown: 0,
    },
  ],
};

/** From the COMMIT of an event, which counts, to the committed proposal of its reaction, while nothing else happens. */
export async function benchReaction({ ctx }: OwnCompany, limited: boolean): Promise<readonly string[]> {
  const worker = await ctx.queues.work('events', workOf(ctx, 'events'));
  const samples: number[] = [];
  for (let i = 0; i < EVENTS; i += 1) {
    samples.push(await warnOnce(ctx));
    await delay(PAUSE_MS);
  }
  await worker.close(2000);
  const warm = samples.slice(WARM_UP);
  const limit = limited ? ` (at most ${ALLOWED_MS} at p99)` : '';
  return [
    line(
      'event to its reaction’s proposal, idle',
      `${spread(warm)}${limit}`,
      limited ? percentile(warm, 0.99) <= ALLOWED_MS : null,
    ),
  ];
}

async function warnOnce(ctx: OwnCompany['ctx']): Promise<number> {
  const { event, begun } = await inTransaction(ctx.db, async (tx) => {
    const event = await emitEvent(ctx, tx, {
      kind: 'risk.warning',
      title: 'SAGE warns',
      summary: 'A warning of the benchmark.',
      fields: { reason: 'bench' },
    });
    return { event, begun: performance.now() };
  });
  while ((await ctx.db.proposal.count({ where: { originKind: 'reaction', originId: event.id } })) === 0) {
    if (performance.now() - begun > 20_000) throw new Error('no reaction came');
    await delay(1);
  }
  return performance.now() - begun;
}
