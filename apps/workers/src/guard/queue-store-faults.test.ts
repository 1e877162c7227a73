import { MINUTE_MS } from '@atc/core/kernel/time';
import { watchPrices } from '@atc/core/loop/clockwork';
import { raiseExit } from '@atc/core/loop/proposals';
import { sweepSteps } from '@atc/core/loop/steps';
import { scriptedMarket, TEST_START } from '@atc/core/testing';
import { openTrade } from '@atc/core/testing/trades';
import { startRedis } from '@atc/stack/redis';
import { discardScratch, makeScratch } from '@atc/stack/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestFleet, testFleet, until } from '../testing/test-fleet.ts';
import { keepHealth } from './keep-health.ts';

const BAR_MS = MINUTE_MS;
/** The bar for a protective exit, and for telling what keeps it from being run. */
const IN_TIME_MS = 15_000;
const prices = { BONK_USDT: 2, SOL_USDT: 2, WIF_USDT: 2, PENGU_USDT: 2 };

const market = scriptedMarket(prices, { startsAt: TEST_START, barMs: BAR_MS });
let fleet: TestFleet;
let folder: string;
let redis: Redis;
let pid: number;
let bars = 0;

beforeAll(async () => {
  folder = await makeScratch();
  // A Redis of this file's own: what is done to it must not reach others.
  const server = await startRedis({ dataDir: folder, say: () => undefined });
  if (!server) throw new Error('this machine has no Redis');
  redis = new Redis(server.url);
  pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  fleet = await testFleet({ redisUrl: server.url, market, config: { SPEED: '1' } });
  await fleet.run(['position-monitor', 'trade-executor']);
}, 60_000);
afterAll(async () => {
  await fleet?.close();
  redis?.disconnect();
  await discardScratch(folder);
});

/** What every contract does in the next bar; company time stands at its close afterwards. */
async function nextBar(closes: Partial<typeof prices>): Promise<void> {
  for (const contract of Object.keys(prices)) market.append(contract, { close: 2, ...pick(closes, contract) });
  bars += 1;
  await fleet.setTime(new Date(TEST_START.getTime() + bars * BAR_MS));
}

const pick = (closes: Readonly<Record<string, number>>, contract: string) =>
  closes[contract] === undefined ? {} : { close: closes[contract] };

const isClosed = async (id: string) =>
  (await fleet.ctx.db.position.findUniqueOrThrow({ where: { id } })).status === 'closed';

async function msUntilClosed(id: string): Promise<number> {
  const begunMs = performance.now();
  await until('the position to be closed', () => isClosed(id));
  return performance.now() - begunMs;
}

const faults = [
  {
    says: 'full',
    seen: 'full',
    symbol: 'BONK',
    begin: async () => {
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      await redis.config('SET', 'maxmemory', '500000');
    },
    end: () => redis.config('SET', 'maxmemory', '0'),
  },
  {
    says: 'a replica that takes no writes',
    seen: 'read_only',
    symbol: 'SOL',
    begin: () => redis.replicaof('127.0.0.1', '1'),
    end: () => redis.replicaof('NO', 'ONE'),
  },
  {
    says: 'one that hangs',
    seen: 'down',
    symbol: 'WIF',
    begin: async () => process.kill(pid, 'SIGSTOP'),
    end: async () => process.kill(pid, 'SIGCONT'),
  },
] as const;

describe.each(faults)('with a queue store that is $says', ({ seen, symbol, begin, end }) => {
  test('a stop that is hit sells, an operator who closes is heard, and it is told (I3, I12)', async () => {
    const { ctx } = fleet;
    const stopped = await openTrade(ctx, { symbol, price: '2', stop: '1.8' });
    const closed = await openTrade(ctx, { symbol: 'PENGU', price: '2', stop: '1.8' });
    const health = keepHealth(ctx, 500);
    const told = async (kind: string, title: string) => {
      await health();
      return (
        (await ctx.db.event.count({ where: { kind, title: { contains: title }, occurredAt: ctx.clock.now() } })) > 0
      );
    };
    await begin();
    try {
      await nextBar({ [`${symbol}_USDT`]: 1.4 });
      expect(await msUntilClosed(stopped.id)).toBeLessThan(IN_TIME_MS);
      const begunMs = performance.now();
      const raised = await raiseExit(ctx, { positionId: closed.id, ...OPERATOR });
      expect(raised).toMatchObject({ kind: 'submitted', proposal: { status: 'accepted' } });
      expect(performance.now() - begunMs).toBeLessThan(5000);
      expect(await msUntilClosed(closed.id)).toBeLessThan(IN_TIME_MS);
      await until('the trouble to be told', () => told('company.troubled', SAYS[seen]));
    } finally {
      await end();
    }
    await until('its end to be told', () => told('company.recovered', 'takes writes again'));
    // The jobs that were missed come now, and find nothing to do.
    await sweepSteps(ctx, 0);
    await watchPrices(ctx);
    const orders = await ctx.db.order.findMany({
      where: { positionId: { in: [stopped.id, closed.id] }, side: 'sell' },
    });
    expect(orders.map(({ status }) => status)).toEqual(['filled', 'filled']);
  });
});

const SAYS = { full: 'it is full', read_only: 'it is read-only', down: 'cannot be used' } as const;
const OPERATOR = {
  reason: 'operator',
  by: 'operator:anna',
  origin: { kind: 'operator', id: 'anna' },
} as const;
