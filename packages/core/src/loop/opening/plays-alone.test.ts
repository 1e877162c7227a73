import { expect, test } from 'vitest';
import type { BaseDb } from '../../kernel/db/index.ts';
import { testCompany } from '../../testing/index.ts';
import { openLoop } from './open-loop.ts';

type Options = Parameters<typeof testCompany>[0];

/** Whether a connection is told how to commit; the server's own setting holds otherwise. */
async function isTold(db: BaseDb): Promise<boolean> {
  const [row] = await db.$queryRaw<{ source: string }[]>`
    SELECT source FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'`;
  return row?.source === 'client';
}

/** Whether a company's commits are lazy, in each of its pools that write, and whether it has a dispatcher. */
async function lookAt(options: Options) {
  const { ctx, close } = await testCompany({ workers: 1, ...options });
  const lazy = await Promise.all([ctx.db, ctx.beatDb, ctx.controlDb].map(isTold));
  await close();
  return { lazy, dispatches: ctx.queues.dispatcher !== null };
}

test.each([
  ['plays a simulated market alone as fast as it goes', { alone: true }, { lazy: true, dispatches: true }],
  ['pays for a model', { alone: true, config: { MIND: 'openai' } }, { lazy: false, dispatches: true }],
  ['shares its queues', { alone: false }, { lazy: false, dispatches: false }],
  ['plays at another speed', { alone: true, config: { SPEED: '60' } }, { lazy: false, dispatches: false }],
] as const)('a company that %s', async (_what, options, { lazy, dispatches }) => {
  const key = { OPENAI_API_KEY: 'none', OPENAI_MODEL: 'none' };
  const config = 'config' in options ? { ...key, ...options.config } : {};
  expect(await lookAt({ ...options, config })).toEqual({ lazy: [lazy, lazy, lazy], dispatches });
});

test('a company that trades at a venue waits for the disk and shares its queues, whatever it is told', async () => {
  const { databaseUrl, config, market, ctx, close } = await testCompany({ workers: 1 });
  const paper = ctx.brokers.of({ venue: 'paper' });
  const traded = { config, databaseUrl, market, redisUrl: null, workers: 1, name: 'test', venues: [], log: ctx.log };
  const venue = await openLoop({ ...traded, alone: true, openBroker: async () => paper });
  expect([await isTold(venue.ctx.db), venue.ctx.queues.dispatcher]).toEqual([false, null]);
  await venue.close();
  await close();
});
