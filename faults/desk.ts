import { openMinds } from '@atc/agents/minds';
import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import { ensureOperatorKey, startApi } from '@atc/api/server';
import { readConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { openSteadyTime } from '@atc/core/kernel/time';
import { openLoop, openWorld, seedCompany } from '@atc/core/loop/opening';
import { raiseExit, submitProposal } from '@atc/core/loop/proposals';
import { openLiveMarket } from '@atc/core/market';
import { openTrade } from '@atc/core/testing/trades';
import { processNames, runProcesses, type WorkerContext } from '@atc/workers/fleet';
import { openScriptedFeed } from './feed.ts';
import { deskPlan, type Order, type OrderName, TOKENS } from './plan.ts';

// A whole company in a process of its own, on live prices that its parent makes; told what to do over IPC.
const plan = deskPlan.parse(JSON.parse(process.argv[2] ?? '{}'));
const config = readConfig({
  MARKET: 'live',
  DATABASE_URL: plan.databaseUrl,
  REDIS_URL: plan.redisUrl,
  WEBHOOK_URL: plan.webhookUrl,
  OPERATOR_KEY: plan.operatorKey,
  LOG_LEVEL: 'warn',
  LOG_FORMAT: 'json',
});
const MachineDate = Date;
// As a live market is opened: its prices are seen at a time that never goes back.
const { now, reach } = openSteadyTime();
const feed = openScriptedFeed(plan.price, now);
const contracts = TOKENS.map((symbol) => ({
  ...{ contract: `${symbol}_USDC`, symbol, quote: 'USDC', decimals: 6, tick: '0.000001', minQuantity: '0.000001' },
  firstBarAt: new Date(0),
}));
const market = await openLiveMarket({ range: 'faults', contracts, source: feed.source, reach, startsAt: now() });
await furnish();
const { ctx: loop } = await openLoop({
  ...{
    config,
    venues: [],
    databaseUrl: plan.databaseUrl,
    redisUrl: plan.redisUrl,
    workers: 16,
    name: 'faults',
    market,
  },
});
await ensureOperatorKey(loop.db, config.operatorKey);
const ctx: WorkerContext = { ...loop, minds: openMinds(loop), worker: `faults-${process.pid}` };
const api = await startApi(loop, { host: '127.0.0.1', port: 0 });
await runProcesses(ctx, processNames);

const deeds: Readonly<Record<OrderName, (order: Order) => Promise<unknown>>> = {
  price: async ({ usd }) => feed.setPrice(usd),
  feed: async ({ mode }) => feed.setMode(mode),
  clock: async ({ ms }) => shiftClock(ms),
  hold: ({ symbol, usd }) => openTrade(ctx, { symbol, price: String(usd), stop: String(usd * 0.9) }),
  exit: ({ id }) =>
    raiseExit(ctx, { positionId: id, reason: 'operator', by: 'operator:faults', origin: { kind: 'operator', id } }),
  enter: ({ symbol, usd }) => enter(symbol, usd),
};

process.on('message', (order: Order) => {
  deeds[order.name](order).then(
    (result) => process.send?.({ nr: order.nr, result }),
    (error: unknown) => process.send?.({ nr: order.nr, error: String(error) }),
  );
});
process.send?.({ ready: api.url });

async function furnish(): Promise<void> {
  const db = openDb(plan.databaseUrl, { connections: 2 });
  await seedCompany(db, market.startsAt);
  await seedAgents(db);
  await seedRelationships(db);
  await openWorld(db, market, { seed: '1', speed: '1' });
  await db.$disconnect();
}

/** Proposes to buy, on a signal that was rated, for less than a debate is held about. */
async function enter(symbol: string, usd: number) {
  const { id: instrumentId } = await ctx.db.instrument.findFirstOrThrow({ where: { symbol } });
  const rated = { status: 'claimed', confidence: 0.84, trust: 'trusted', adoptedAt: new Date() } as const;
  const signal = await ctx.db.signal.create({
    data: { ...rated, source: 'scanner:breakout', token: symbol, instrumentId, observedAt: ctx.clock.now() },
  });
  return submitProposal(ctx, {
    ...{ agentId: 'scout', title: `Buy ${symbol}`, missionType: 'entry', signalType: 'buy', instrumentId },
    ...{ signalId: signal.id, sizeUsd: '30', stopLoss: String(usd * 0.9), target: String(usd * 1.3) },
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'execute_trade', payload: {} },
      { kind: 'monitor_position', payload: {} },
    ],
    origin: { kind: 'signal', id: signal.id },
    dedupeKey: `faults:${signal.id}`,
  });
}

/** Sets this machine's clock forward or back, as this process sees it. */
function shiftClock(ms: number): void {
  const now = () => MachineDate.now() + ms;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, given) => Reflect.construct(target, given.length > 0 ? given : [now()]),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
